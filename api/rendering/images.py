"""Image renditions in named sizes, as data for `srcset`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.images.models import SourceImageIOError

from api.http.db_errors import fault_of
from archive.addresses import media_url
from cms.models import CustomImage, CustomRendition


@dataclass(frozen=True)
class Profile:
    """A use of an image: its aspect ratio, and the widths that a browser may choose from."""

    name: str
    cuts: tuple[str, ...]


PROFILES = (
    Profile("card", ("fill-400x225", "fill-800x450")),
    Profile("portrait", ("fill-200x200", "fill-400x400")),
    # Phones are about 360 to 400 wide between their margins, with one to three pixels for each.
    Profile("hero", ("max-480x270", "max-960x540", "max-1200x675", "max-1920x1080")),
    Profile("logo", ("max-200x100", "max-400x200")),
)
# Modern formats first. The last one depends on the file: every browser shows it.
FORMATS = ("avif", "webp")
MEDIA_TYPES = {name: f"image/{name}" for name in ("avif", "webp", "jpeg", "png")}
LOSSLESS = (".png", ".gif")
# All filter specifications that documents may offer.
SIZES = frozenset(
    f"{cut}|format-{name}" for profile in PROFILES for cut in profile.cuts for name in MEDIA_TYPES
)


def fallback_format(image: CustomImage) -> str:
    """PNG for a file that may be transparent, else JPEG."""
    return "png" if image.file.name.lower().endswith(LOSSLESS) else "jpeg"


def specifications(image: CustomImage) -> dict[tuple[str, str], list[str]]:
    """`{(profile, format): [filter specification, …]}`."""
    return {
        (profile.name, name): [f"{cut}|format-{name}" for cut in profile.cuts]
        for profile in PROFILES
        for name in (*FORMATS, fallback_format(image))
    }


class Pictures:
    """The images of one batch. Their renditions are read together."""

    def __init__(self) -> None:
        self._waiting: list[tuple[CustomImage, str, dict[str, Any]]] = []

    def picture(self, image: CustomImage, alt: str | None, use: str = "") -> dict[str, Any]:
        """The image as a document shows it. `fill` adds the sizes: of one `use`, or all."""
        profiles: dict[str, Any] = {}
        self._waiting.append((image, use, profiles))
        return {
            "alt": alternative_text(image, alt),
            "decorative": image.is_decorative if alt is None else alt == "",
            "width": image.width,
            "height": image.height,
            "credit": image.credit or None,
            "licence": image.licence or None,
            "focal_point": focal_point(image),
            "profiles": profiles,
        }

    def fill(self) -> None:
        """Read the renditions of all images in one query, and make those that are missing."""
        images = {image.pk: image for image, _use, _profiles in self._waiting}
        renditions: dict[int, list[CustomRendition]] = {pk: [] for pk in images}
        for rendition in CustomRendition.objects.filter(image_id__in=images) if images else ():
            renditions[rendition.image_id].append(rendition)
        for image, use, profiles in self._waiting:
            every = self._profiles(image, renditions[image.pk])
            profiles.update(only(every, [use]) if use else every)
        self._waiting = []

    def address(self, rendition: CustomRendition) -> str:
        return media_url(rendition.url)

    def _profiles(self, image: CustomImage, existing: list[CustomRendition]) -> dict[str, Any]:
        """`{"card": {"width", "height", "src", "sources": [{"type", "srcset"}]}}`.

        An image without its file has no sizes, and the record stays readable without them. On a
        full disk the record stays pending until there is room.
        """
        specs = specifications(image)
        image.prefetched_renditions = existing
        try:
            sizes = image.get_renditions(*(spec for group in specs.values() for spec in group))
        except (SourceImageIOError, OSError) as error:
            if fault_of(error):
                raise
            return {}
        return {profile.name: self._profile(profile, image, specs, sizes) for profile in PROFILES}

    def _profile(self, profile: Profile, image: CustomImage, specs: Any, sizes: Any) -> Any:
        fallback = [sizes[spec] for spec in specs[profile.name, fallback_format(image)]]
        largest = fallback[-1]
        return {
            "width": largest.width,
            "height": largest.height,
            "src": self.address(largest),
            "sources": [
                {
                    "type": MEDIA_TYPES[name],
                    "srcset": self.srcset([sizes[spec] for spec in specs[profile.name, name]]),
                }
                for name in (*FORMATS, fallback_format(image))
            ],
        }

    def srcset(self, renditions: list[CustomRendition]) -> str:
        """`"https://…/a.webp 400w, https://…/b.webp 800w"`, each width once."""
        by_width = {rendition.width: rendition for rendition in renditions}
        return ", ".join(
            f"{self.address(rendition)} {width}w" for width, rendition in sorted(by_width.items())
        )


def only(profiles: dict[str, Any], uses: list[str]) -> dict[str, Any]:
    """The profiles that fit a place where a picture is shown small: in one modern format, and in
    the one that every browser shows."""
    return {
        use: {**profiles[use], "sources": profiles[use]["sources"][:1]}
        for use in uses
        if use in profiles
    }


def alternative_text(image: CustomImage, alt: str | None) -> str | None:
    """The alternative text of this use, else of the image. "": decorative. None: not stated."""
    if alt is not None:
        return alt
    return "" if image.is_decorative else image.alt_text or None


def focal_point(image: CustomImage) -> dict[str, float] | None:
    """The focal point in fractions of width and height: `{"x": 0.5, …}`."""
    if not image.has_focal_point():
        return None
    across, down = image.width, image.height
    return {
        "x": round(image.focal_point_x / across, 4),
        "y": round(image.focal_point_y / down, 4),
        "width": round(image.focal_point_width / across, 4),
        "height": round(image.focal_point_height / down, 4),
    }


def with_one_profile(summary: dict[str, Any], pictures: Mapping[str, str]) -> dict[str, Any]:
    """The item of a list with each picture in the profile that fits there."""
    for name, use in pictures.items():
        if name == "profiles" and name in summary:
            summary = {**summary, name: only(summary[name], [use])}
        elif picture := summary.get(name):
            summary = {**summary, name: {**picture, "profiles": only(picture["profiles"], [use])}}
    return summary
