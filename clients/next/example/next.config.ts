import type { NextConfig } from "next";

const config: NextConfig = { cacheComponents: true, trailingSlash: true };
export default config;
