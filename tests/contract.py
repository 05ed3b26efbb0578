"""What of an OpenAPI description breaks those who rely on an earlier one.

Whatever a client may have sent must still be taken, and whatever it may be sent must be what it was
told of. Descriptions, examples and names of operations are no part of that.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
LOWEST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
HIGHEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
AS_IS = ("format", "pattern", "default")
ANYTHING = frozenset({"string", "number", "integer", "boolean", "object", "array", "null"})


def breaking(old: Schema, new: Schema) -> list[str]:
    """A line for each change that breaks: "GET /api/v1/site/: locale is not taken any more"."""
    return sorted(set(Comparison(old, new).lines()))


class Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.breaks: dict[tuple[str, str, bool], list[str]] = {}

    def lines(self) -> Iterator[str]:
        for path, methods in self.old["paths"].items():
            for method, old in methods.items():
                where = f"{method.upper()} {path}"
                new = self.new["paths"].get(path, {}).get(method)
                if new is None:
                    yield f"{where} is gone"
                else:
                    yield from self.operation(old, new, where)

    def operation(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        before, after = (
            {
                (parameter["in"], parameter["name"]): parameter
                for parameter in operation.get("parameters", [])
            }
            for operation in (old, new)
        )
        for place, given in before.items():
            name = f"{where}: {place[1]}"
            if place not in after:
                yield f"{name} is not taken any more"
                continue
            yield from self.given(given, after[place], name)
        for place in after.keys() - before.keys():
            if after[place].get("required"):
                yield f"{where}: {place[1]} is new and required"
        yield from self.body(old.get("requestBody"), new.get("requestBody"), where)
        for status, answer in old["responses"].items():
            new_answer = new["responses"].get(status)
            if new_answer is None:
                yield f"{where}: {status} is not answered any more"
                continue
            for name in answer.get("headers", {}).keys() - new_answer.get("headers", {}).keys():
                yield f"{where}: {status} has no header {name} any more"
            yield from self.content(answer, new_answer, f"{where}: {status}", is_sent=False)

    def given(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        if new.get("required") and not old.get("required"):
            yield f"{where} is required"
        if (old.get("style"), old.get("explode")) != (new.get("style"), new.get("explode")):
            yield f"{where} is written in another way"
        yield from self.schema(old["schema"], new["schema"], where, is_sent=True)

    def body(self, old: Schema | None, new: Schema | None, where: str) -> Iterator[str]:
        if old is None:
            if new and new.get("required"):
                yield f"{where}: a body is new and required"
        elif new is None:
            yield f"{where}: a body is not taken any more"
        else:
            if new.get("required") and not old.get("required"):
                yield f"{where}: a body is required"
            yield from self.content(old, new, f"{where}: the body", is_sent=True)

    def content(self, old: Schema, new: Schema, where: str, is_sent: bool) -> Iterator[str]:
        for media_type, content in old.get("content", {}).items():
            other = new.get("content", {}).get(media_type)
            if other is None:
                yield f"{where} is not {media_type} any more"
            else:
                yield from self.schema(
                    content.get("schema", {}), other.get("schema", {}), where, is_sent
                )

    def schema(self, old: Schema, new: Schema, where: str, is_sent: bool) -> Iterator[str]:
        """What breaks between two schemas, of what a client sends or of what it is sent."""
        if "$ref" not in old or "$ref" not in new:
            inside = resolved(self.old, old), resolved(self.new, new)
            yield from self.inside(*inside, where, is_sent)
            return
        pair = (old["$ref"], new["$ref"], is_sent)
        if pair not in self.breaks:
            self.breaks[pair] = []  # a schema may hold itself
            inside = resolved(self.old, old), resolved(self.new, new)
            self.breaks[pair] = list(self.inside(*inside, names(old), is_sent))
        yield from self.breaks[pair]

    def inside(self, old: Schema, new: Schema, where: str, is_sent: bool) -> Iterator[str]:
        if "oneOf" in old or "anyOf" in old or "oneOf" in new or "anyOf" in new:
            yield from self.choices(old, new, where, is_sent)
            return
        # Whoever sends needs all that was taken; whoever reads knows no more than was told.
        narrow, wide = (old, new) if is_sent else (new, old)
        if not types(narrow) <= types(wide):
            yield f"{where}: the type was {names(old)} and is {names(new)}"
            return
        yield from self.values(old, new, where, is_sent)
        yield from self.limits(narrow, wide, where)
        yield from self.keys(old, new, where, is_sent)
        if "items" in old:
            items = new.get("items", {})
            yield from self.schema(old["items"], items, f"{where}[]", is_sent)

    def values(self, old: Schema, new: Schema, where: str, is_sent: bool) -> Iterator[str]:
        """A value that is gone is waited for in vain; a new one in an answer is not expected."""
        if "enum" in new:
            for value in old.get("enum", []):
                if value not in new["enum"]:
                    yield f"{where}: the value {value!r} is gone"
            if "enum" not in old and is_sent:
                yield f"{where}: only some values are taken now"
        if "enum" in old and not is_sent:
            for value in new.get("enum", ["anything"]):
                if value not in old["enum"]:
                    yield f"{where}: the value {value!r} is new in an answer"

    def limits(self, narrow: Schema, wide: Schema, where: str) -> Iterator[str]:
        for name in LOWEST:
            if name in wide and narrow.get(name, float("-inf")) < wide[name]:
                yield f"{where}: {name} has changed"
        for name in HIGHEST:
            if name in wide and narrow.get(name, float("inf")) > wide[name]:
                yield f"{where}: {name} has changed"
        for name in AS_IS:
            if name in wide and narrow.get(name) != wide[name]:
                yield f"{where}: {name} has changed"

    def keys(self, old: Schema, new: Schema, where: str, is_sent: bool) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            if name not in after:
                yield f"{where}.{name} is gone"
            else:
                yield from self.schema(schema, after[name], f"{where}.{name}", is_sent)
        was, now = set(old.get("required", [])), set(new.get("required", []))
        for name in now - was if is_sent else (was - now) & after.keys():
            yield f"{where}.{name} is {'required' if is_sent else 'not always there any more'}"

    def choices(self, old: Schema, new: Schema, where: str, is_sent: bool) -> Iterator[str]:
        """Each choice of one side needs one on the other that it does not break.

        A named choice of an answer that the old description does not know is an addition.
        """
        before, after = choices(old), choices(new)
        if not is_sent:
            schemas = self.old.get("components", {}).get("schemas", {})
            after = [one for one in after if "$ref" not in one or names(one) in schemas]
        for one in before if is_sent else after:
            others = after if is_sent else before
            pairs = [(one, other) if is_sent else (other, one) for other in others]
            named = [pair for pair in pairs if pair[0] == pair[1]] or pairs
            breaks = [list(self.schema(*pair, where, is_sent)) for pair in named]
            if all(breaks):
                yield from min(breaks, key=len, default=[f"{where}: {names(one)} is no choice"])


def choices(schema: Schema) -> list[Schema]:
    return schema.get("oneOf") or schema.get("anyOf") or [schema]


def resolved(description: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def types(schema: Schema) -> set[str]:
    stated = schema.get("type", ANYTHING)
    allowed = {stated} if isinstance(stated, str) else set(stated)
    return allowed | {"integer"} if "number" in allowed else allowed


def names(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    allowed = types(schema)
    return "anything" if allowed >= ANYTHING else " or ".join(sorted(allowed))
