-- Hot desking (spec N7), the same as office/features/extensions/desk.ts computes: while a number is logged in at a handset,
-- the handset takes the place of its desk phone, and what it dials is the number's. A log-in ends by its moment, whoever runs.

-- Phones at which numbers may log in; `log_out` is a second of the day, -1 for never.
create table desk_phone (
  owner text not null, id text primary key, ext text not null, phone_id text not null, log_out integer not null, zone text not null
) without rowid;
create index desk_phone_owner on desk_phone (owner);

-- Who is logged in where. `till` is 0 without an end.
create table desk (owner text not null, id text primary key, ext text not null, till integer not null) without rowid;
create index desk_owner on desk (owner);
create index desk_number on desk (ext);

-- A number as it travels with its user; `device` is its own desk phone.
create table desk_ext (
  owner text not null, id text primary key, callerid text not null, device text not null, active integer not null
) without rowid;
create index desk_ext_owner on desk_ext (owner);
create index desk_ext_device on desk_ext (device);

-- When the clocks of a site change: a JSON list of [since, seconds ahead of UTC].
create table desk_zone (
  owner text not null, id text primary key, zone text not null, since integer not null, till integer not null, offsets text not null
) without rowid;
create index desk_zone_owner on desk_zone (owner);
create index desk_zone_zone on desk_zone (zone, since);

-- `device` is the handset, `home` the desk phone whose place it takes.
create view desk_now as
select d.id as device, d.ext, x.device as home, x.callerid
from desk d join desk_ext x on x.id = d.ext join moment m
where d.till = 0 or d.till > m.now;

-- The legs of nodes as log-ins leave them; without a device a leg does not ring.
create view leg_now as
select l.id, l.node, l.position, coalesce(
    (select d.device from desk_now d where d.home = l.device),
    (select '' from desk_now d where d.device = l.device),
    l.device) as device,
  l.ext, l.member, l.start, l.seconds, l.skip_busy, l.signed_out
from leg l;

-- When whoever logs in at a handset now is logged out. A night that skips the time leaves it for the next day.
create view desk_log_out as
select p.id, coalesce((
  select min(t.moment) from (
    select (m.now + json_extract(o.value, '$[1]')) / 86400 * 86400 + b.day * 86400 + p.log_out - json_extract(o.value, '$[1]') as moment,
      json_extract(o.value, '$[0]') as since,
      coalesce(json_extract(z.offsets, '$[' || (o.key + 1) || '][0]'), z.till) as till
    from desk_zone z, json_each(z.offsets) o, (select -1 as day union all select 0 union all select 1 union all select 2) b
    where z.zone = p.zone and z.since <= m.now + 172800 and z.till > m.now) t
  where t.moment > m.now and t.moment >= t.since and t.moment < t.till), 0) as till
from desk_phone p, moment m where p.log_out >= 0;

-- A log-in by phone: its end, as it stands in the inbox for the office, is counted here.
create trigger phone_change_desk after insert on phone_change when new.what in ('desk-in', 'desk-out') begin
  delete from desk where id = new.device or (ext = new.ext and new.what = 'desk-in');
  insert into desk (owner, id, ext, till)
    select 'hot_desks:' || p.id, p.id, new.ext, coalesce((select till from desk_log_out where id = p.id), 0)
    from desk_phone p where p.id = new.device and new.what = 'desk-in';
  update phone_change set value = coalesce((select till from desk where id = new.device), '')
    where id = new.id and new.what = 'desk-in';
end;
