-- Hours of the office (spec G3): the same answer as office/core/schedule/ gives, computed when a call asks, so nothing has to
-- happen at nine o'clock. A test compares both for thousands of schedules and moments.
--
-- `wall` is the clock on the wall in seconds of a calendar without zones; day 0 is 1970-01-01, a Thursday. Hours are a JSON list
-- of [start, end] in minutes; an end after 1440 is on the next day.

create table schedule (
  owner text not null, id text primary key, number text not null, lasts text not null,
  override text not null, override_until integer not null
) without rowid;
create index schedule_owner on schedule (owner);
create index schedule_number on schedule (number);

-- When the clocks of its time zone change: `offsets` is a JSON list of [since, seconds ahead of UTC]. A row holds ten years, so
-- that a look-up reads little and the row fits in one answer of Asterisk.
create table schedule_zone (
  owner text not null, id text primary key, schedule text not null, since integer not null, till integer not null, offsets text not null
) without rowid;
create index schedule_zone_owner on schedule_zone (owner);
create index schedule_zone_schedule on schedule_zone (schedule, since);

-- The first rule by `rank` whose days fit has that day's hours.
create table schedule_rule (
  owner text not null, id text primary key, schedule text not null, rank integer not null, kind text not null,
  first integer not null, last integer not null, days text not null, hours text not null
) without rowid;
create index schedule_rule_owner on schedule_rule (owner);
create index schedule_rule_schedule on schedule_rule (schedule, rank);

-- Each schedule's clock on the wall now.
create view schedule_wall as
select s.id, m.now, m.now + (
  select json_extract(o.value, '$[1]') from schedule_zone z, json_each(z.offsets) o
  where z.schedule = s.id and z.since <= m.now and m.now < z.till and json_extract(o.value, '$[0]') <= m.now
  order by o.key desc limit 1) as wall
from schedule s, moment m;

-- The rule of today, and that of yesterday for its hours past midnight.
create view schedule_day as
select w.id, b.back, w.wall % 86400 + b.back * 86400 as second, (
  select r.id from schedule_rule r where r.schedule = w.id and case r.kind
    when 'week' then r.first = (w.wall / 86400 - b.back + 3) % 7 + 1
    when 'once' then w.wall / 86400 - b.back between r.first and r.last
    when 'days' then instr(r.days, ',' || (w.wall / 86400 - b.back) || ',') > 0
    else case when r.first <= r.last
      then cast(strftime('%m%d', w.wall - b.back * 86400, 'unixepoch') as integer) between r.first and r.last
      else cast(strftime('%m%d', w.wall - b.back * 86400, 'unixepoch') as integer) >= r.first
        or cast(strftime('%m%d', w.wall - b.back * 86400, 'unixepoch') as integer) <= r.last end
    end
  order by r.rank limit 1) as rule
from schedule_wall w, (select 0 as back union all select 1) b;

-- As the rules alone say.
create view schedule_regular as
select s.id, exists (
  select 1 from schedule_day d join schedule_rule r on r.id = d.rule, json_each(r.hours) h
  where d.id = s.id
    and json_extract(h.value, '$[0]') * 60 <= d.second and d.second < json_extract(h.value, '$[1]') * 60) as open
from schedule s;

-- What calls ask: `open` is 1 or 0, `why` is `hand` or `hours`.
create view schedule_now as
select s.id,
  case
    when s.override <> '' and (s.override_until = 0 or s.override_until > m.now) then s.override = 'open'
    else (select r.open from schedule_regular r where r.id = s.id)
  end as open,
  case when s.override <> '' and (s.override_until = 0 or s.override_until > m.now) then 'hand' else 'hours' end as why
from schedule s, moment m;

-- What happens to an extension's calls while its schedule says that it is unavailable (spec X15).
create table unavailable (
  owner text not null, id text primary key, schedule text not null, during integer not null, target text not null
) without rowid;
create index unavailable_owner on unavailable (owner);

-- Extensions that are unavailable by schedule now.
create view away as
select u.id, u.target from unavailable u where (select s.open from schedule_now s where s.id = u.schedule) = u.during;
