"""Pages of invented events, for tests of the extraction."""

WP1725 = """Skip to main content


Human Rights, Peace and Security (WP1725)



This Wilton Park roundtable is about the nexus of two pillars of the United Nations. The event
will be an off the record space with an emphasis on conflict prevention. This invitation only
expert roundtable is being developed in partnership with the Federal Department of Foreign
Affairs of Switzerland and the Ministry for Foreign Affairs of Finland.

Context and key policy issues

“Perhaps the best prevention tool we have is the Universal Declaration of Human Rights – and
the treaties that derive from it. The rights set out in it identify many of the root causes of
conflict, but equally they provide real world solutions through real change on the ground.”
These words from Secretary-General António Guterres (Human Rights Council 2017) tie both
pillars together.

The 15th conference in the annual human rights series, will look at this nexus. The conference
will do so from the perspectives of policy-makers and practitioners. In particular,
the meeting seeks to build on the Government of Switzerland’s 13th June Appeal. The Appeal,
which was supported by 71 states, calls for more from the Human Rights Council. The conference
will also build on the recent call for Member States to enhance exchanges between the Council
and the rest of the system.

During the 73rd Session of the UN General Assembly in 2018 the High Commissioner for Human
Rights, Michelle Bachelet, said much the same, stating, “Human rights are the interlocking
elements that build resilient and confident societies.” Resilience is the last thread.

Want to find out more?

Sign up to our newsletter"""

RIVERS = """<!doctype html><html lang="en"><head><title>Rivers and peace | Lakeside House</title>
<link rel="canonical" href="https://lakeside.example/events/rivers-and-peace-lh2031/"></head>
<body><nav><a href="/">Home</a></nav><main><h1>Rivers and peace</h1>
<p>Monday 3 – Wednesday 5 June 2019 | Lakeside House, Annecy</p>
<p>The 27th Annual Lakeside River Dialogue brings ministers together. It is held under the Chatham
House Rule.</p>
<h2>In association with</h2><img src="a.png" alt="Logo of the Danish Ministry of Foreign Affairs">
<img src="b.png" alt="Rivers Trust logo">
<h2>Speakers</h2><ul><li>Dr Anna Berg, Director, Rivers Trust</li></ul>
<blockquote><p>A river is never only water where two states share it.</p>
<cite>Anna Berg, Director</cite></blockquote>
<p>The event was funded by the Ministry of Justice and Human Rights of Chile, the Institute for Law
and Society and UNHCR.</p>
<p>The previous meeting took place on 4–6 May 2018 in Geneva (LH1988).</p>
<p><a href="/register">Register now</a></p></main><footer>© 2019 Lakeside</footer></body></html>"""
