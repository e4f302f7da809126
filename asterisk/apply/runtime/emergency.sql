-- Emergency calls, see asterisk/program/emergency.conf: all that a call needs in one row of a view. No setting that a phone
-- or a rule can change is in it.

create table emergency_phone (
  owner text not null, id text primary key, site text not null, number text not null, shows text not null, shown text not null
) without rowid;
create index emergency_phone_owner on emergency_phone (owner);

create table emergency_site (owner text not null, id text primary key, shows text not null, trunks text not null, test text not null) without rowid;
create index emergency_site_owner on emergency_site (owner);

-- `<site>/<dialled>`: what the carrier there is asked for.
create table emergency_number (owner text not null, id text primary key, sends text not null) without rowid;
create index emergency_number_owner on emergency_number (owner);

create table emergency_alarm (owner text not null, id text primary key, way text not null, devices text not null) without rowid;
create index emergency_alarm_owner on emergency_alarm (owner);

create view emergency_call as
select p.id, p.site, p.number, case when p.shows <> '' then p.shows else s.shows end as shows, p.shown, s.trunks, s.test,
  coalesce((select group_concat(a.id, ',') from emergency_alarm a), '') as alarm
from emergency_phone p join emergency_site s on s.id = p.site;

-- For a phone of which nothing is known: any site is better than none.
create view emergency_any as
select 1 as id, s.id as site, '' as number, s.shows, 'SOS' as shown, s.trunks, s.test,
  coalesce((select group_concat(a.id, ',') from emergency_alarm a), '') as alarm
from emergency_site s order by s.trunks = '', s.shows = '', s.id limit 1;
