import { plenaryInUseCache } from "plenary-next";

export const api = plenaryInUseCache(process.env.PLENARY_ORIGIN ?? "http://localhost:8000");
