-- Calls to the outside, see asterisk/program/outside.conf: the rules in their order, who calls, and how a site dials.

create table outside_rules (
  owner text not null, id text primary key, position integer not null, regex text not null, action text not null,
  who text not null, plans text not null, schedule text not null, side text not null, strip integer not null,
  put text not null, changes integer not null, passcode_from text not null, passcode text not null, trunks text not null
) without rowid;
create index outside_rules_owner on outside_rules (owner);

-- A rule and an extension that may use it: `<rule>/<extension>`.
create table outside_people (owner text not null, id text primary key) without rowid;
create index outside_people_owner on outside_people (owner);

-- One who calls: an extension, or `office` for calls that the office passes on by itself. `numbers` are those that may be
-- shown outside, one of which is drawn for each call; empty: the site's.
create table outside_ext (
  owner text not null, id text primary key, site text not null, plan text not null, passcode text not null,
  numbers text not null, hidden integer not null, shows text not null
) without rowid;
create index outside_ext_owner on outside_ext (owner);

create table outside_site (
  owner text not null, id text primary key, code text not null, abroad text not null, national text not null,
  line text not null, line_needed integer not null, main text not null
) without rowid;
create index outside_site_owner on outside_site (owner);

-- The rules as they are walked: 1, 2, 3...; `fits_now` is 0 while the schedule is on the other side.
create view outside_rule as
select cast(row_number() over (order by r.position, r.id) as text) as id, r.id as rule, r.regex, r.action, r.who, r.plans, r.strip, r.put,
  r.changes, r.passcode_from, r.passcode, r.trunks,
  case when r.schedule = '' then 1
    else coalesce((select n.open = (r.side = 'open') from schedule_now n where n.id = r.schedule), 0) end as fits_now
from outside_rules r;

create view outside_caller as
select e.id, e.plan, e.passcode, case when e.numbers = '' then coalesce(s.main, '') else e.numbers end as numbers, e.hidden, e.shows, (select count(*) from usage_limit l where l.id = e.id) as limited, s.code, s.abroad, s.national, s.line, s.line_needed
from outside_ext e left join outside_site s on s.id = e.site;
