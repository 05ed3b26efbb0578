"""What other programs export of an invented conference."""

import json

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Lakeside House//Events//EN
BEGIN:VEVENT
UID:lh2107@lakeside.example
SUMMARY:Oceans in common (LH2107)
DTSTART;VALUE=DATE:20210507
DTEND;VALUE=DATE:20210510
LOCATION:Water Hall\\, Annecy
URL:https://lakeside.example/lh2107/
ORGANIZER;CN=Coral Institute:mailto:office@coral.example
DESCRIPTION:This conference asks how neighbours share a sea.\\n\\nIt is an invitation
  only meeting.
END:VEVENT
BEGIN:VEVENT
UID:lh2208@lakeside.example
SUMMARY:Rivers in common
DTSTART;TZID=Europe/Paris:20220601T190000
DTEND;TZID=Europe/Paris:20220603T000000
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

ANNA = {"first_name": "Anna", "last_name": "Berg", "affiliation": "Coral Institute"}
JAN = {"fullName": "Ruud, Jan", "affiliation": ""}
INDICO = json.dumps(
    {
        "count": 1,
        "_type": "HTTPAPIResult",
        "results": [
            {
                "_type": "Conference",
                "id": "2107",
                "title": "Oceans in common (LH2107)",
                "url": "https://indico.example/event/2107/",
                "startDate": {"date": "2021-05-07", "time": "09:00:00", "tz": "Europe/Paris"},
                "endDate": {"date": "2021-05-09", "time": "17:00:00", "tz": "Europe/Paris"},
                "location": "Annecy",
                "room": "Water Hall",
                "description": "<p>This conference asks how neighbours share a sea.</p>",
                "chairs": [ANNA],
                "contributions": [
                    {
                        "title": "Who owns a sea?",
                        "startDate": {"date": "2021-05-07", "time": "09:30:00"},
                        "speakers": [JAN],
                    }
                ],
            }
        ],
    }
).encode()

PRETALX = json.dumps(
    {
        "schedule": {
            "version": "1.0",
            "conference": {
                "acronym": "lh2107",
                "title": "Oceans in common (LH2107)",
                "url": "https://pretalx.example/lh2107/",
                "start": "2021-05-07",
                "end": "2021-05-09",
                "time_zone_name": "Europe/Paris",
                "days": [
                    {
                        "index": 1,
                        "date": "2021-05-07",
                        "rooms": {
                            "Water Hall": [
                                {
                                    "title": "Who owns a sea?",
                                    "date": "2021-05-07T09:30:00+02:00",
                                    "persons": [{"public_name": "Jan Ruud"}],
                                }
                            ]
                        },
                    }
                ],
            },
        }
    }
).encode()


def wordpress_item(title: str, text: str, kind: str = "post", status: str = "publish") -> str:
    return f"""<item><title>{title}</title>
<link>https://lakeside.example/{title.lower().replace(" ", "-")}/</link>
<content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>
<wp:postmeta><wp:meta_key>_EventStartDate</wp:meta_key>
<wp:meta_value>2021-05-07 09:00:00</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_EventEndDate</wp:meta_key>
<wp:meta_value>2021-05-09 17:00:00</wp:meta_value></wp:postmeta></item>"""


TEXT = (
    "<!-- wp:paragraph -->This conference asks how neighbours share a sea.\n\n"
    "It is held in partnership with the Coral Institute.[gallery ids='1,2']"
)


def wordpress(*items: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Lakeside House</title>
{"".join(items)}</channel></rss>""".encode()


WORDPRESS = wordpress(
    wordpress_item("Oceans in common", TEXT, "tribe_events"),
    wordpress_item("A draft", "Not said yet.", status="draft"),
    wordpress_item("logo", "", "attachment"),
)

PAGE = """<html><body><h1>Oceans in common (LH2107)</h1><p>7=E2=80=939 May 2021</p>
<p>Water Hall, Annecy</p><p>This conference asks how neighbours share a sea.</p></body></html>"""
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://lakeside.example/lh2107/
Subject: Oceans
Date: Tue, 4 May 2021 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable
Content-Location: https://lakeside.example/lh2107/

{PAGE}
------B
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://lakeside.example/logo.png

iVBORw0KGgo=
------B--
""".replace("\n", "\r\n").encode()
