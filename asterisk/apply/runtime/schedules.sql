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

-- As the rules alone say: a span of today's rule, or of yesterday's past midnight.
create view schedule_regular as
select s.id, (
  with w (wall) as materialized (select c.wall from schedule_wall c where c.id = s.id),
  d (day, second) as materialized (
    select wall / 86400, wall % 86400 from w union all select wall / 86400 - 1, wall % 86400 + 86400 from w
  )
  select exists (
    select 1 from d, json_each(coalesce((
      select r.hours from schedule_rule r where r.schedule = s.id and case r.kind
        when 'week' then r.first = (d.day + 3) % 7 + 1
        when 'once' then d.day between r.first and r.last
        when 'days' then instr(r.days, ',' || d.day || ',') > 0
        else case when r.first <= r.last
          then cast(strftime('%m%d', d.day * 86400, 'unixepoch') as integer) between r.first and r.last
          else cast(strftime('%m%d', d.day * 86400, 'unixepoch') as integer) >= r.first
            or cast(strftime('%m%d', d.day * 86400, 'unixepoch') as integer) <= r.last end
        end
      order by r.rank limit 1), '[]')) j
    where json_extract(j.value, '$[0]') * 60 <= d.second and d.second < json_extract(j.value, '$[1]') * 60)
) as open
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

-- Why, for the explanation of past calls: `hand`, or the rule whose hours decided, or nothing when the day has none.
create view schedule_why as
select s.id,
  case when s.override <> '' and (s.override_until = 0 or s.override_until > m.now) then 'hand' else coalesce((
    with w (wall) as materialized (select c.wall from schedule_wall c where c.id = s.id),
    d (day, second, back) as materialized (
      select wall / 86400, wall % 86400, 0 from w union all select wall / 86400 - 1, wall % 86400 + 86400, 1 from w
    ),
    ruled (rule, back, covers) as (
      select r.id, d.back, exists (
        select 1 from json_each(r.hours) j
        where json_extract(j.value, '$[0]') * 60 <= d.second and d.second < json_extract(j.value, '$[1]') * 60)
      from d join schedule_rule r on r.id = (
        select r.id from schedule_rule r where r.schedule = s.id and case r.kind
          when 'week' then r.first = (d.day + 3) % 7 + 1
          when 'once' then d.day between r.first and r.last
          when 'days' then instr(r.days, ',' || d.day || ',') > 0
          else case when r.first <= r.last
            then cast(strftime('%m%d', d.day * 86400, 'unixepoch') as integer) between r.first and r.last
            else cast(strftime('%m%d', d.day * 86400, 'unixepoch') as integer) >= r.first
              or cast(strftime('%m%d', d.day * 86400, 'unixepoch') as integer) <= r.last end
          end
        order by r.rank limit 1))
    select rule from ruled where covers or back = 0 order by covers desc, back limit 1), '') end as why
from schedule s, moment m;

-- What happens to an extension's calls while its schedule says that it is unavailable (spec X15).
create table unavailable (
  owner text not null, id text primary key, schedule text not null, during integer not null, target text not null
) without rowid;
create index unavailable_owner on unavailable (owner);

-- Extensions that are unavailable by schedule now.
create view away as
select u.id, u.target from unavailable u where (select s.open from schedule_now s where s.id = u.schedule) = u.during;

create view away_why as
select u.id, (select w.why from schedule_why w where w.id = u.schedule) as why from unavailable u;

-- The switch by phone (spec G3): the code and the schedule's two digits, and the time of day until which it holds if somebody adds
-- it, `101800`. It turns what is in force into its opposite. Hours that say so themselves need no hand any more; else the hand
-- counts until the hours change next, if the schedule wants that. The inbox gets what came of it, so that the office takes over
-- just that, also hours later.
--
-- When the hours change next is found in steps with tables of scratch paper, because SQLite makes a subquery anew for each moment
-- that asks it: every span of the next 400 days on the wall clock, and the moments at which one of them or the clock changes.
create table schedule_ahead (days integer primary key);
insert into schedule_ahead with recursive d (days) as (select -2 union all select days + 1 from d where days < 401) select days from d;
create table schedule_span (start integer not null, stop integer not null);
create index schedule_span_start on schedule_span (start);
create table schedule_shift (since integer not null, till integer not null, shift integer not null);
create table schedule_moment (at integer not null, wall integer not null);

create trigger schedule_switch after insert on phone_change when new.what = 'schedule-switch' begin
  insert into schedule_span
    select (w.wall / 86400 + a.days) * 86400 + json_extract(j.value, '$[0]') * 60,
      (w.wall / 86400 + a.days) * 86400 + json_extract(j.value, '$[1]') * 60
    from schedule s join schedule_wall w on w.id = s.id, schedule_ahead a, json_each(coalesce((
      select r.hours from schedule_rule r where r.schedule = s.id and case r.kind
        when 'week' then r.first = (w.wall / 86400 + a.days + 3) % 7 + 1
        when 'once' then w.wall / 86400 + a.days between r.first and r.last
        when 'days' then instr(r.days, ',' || (w.wall / 86400 + a.days) || ',') > 0
        else case when r.first <= r.last
          then cast(strftime('%m%d', w.wall + a.days * 86400, 'unixepoch') as integer) between r.first and r.last
          else cast(strftime('%m%d', w.wall + a.days * 86400, 'unixepoch') as integer) >= r.first
            or cast(strftime('%m%d', w.wall + a.days * 86400, 'unixepoch') as integer) <= r.last end
        end
      order by r.rank limit 1), '[]')) j
    where s.number = substr(new.value, 1, 2);
  insert into schedule_shift
    select json_extract(o.value, '$[0]'), 253402300800, json_extract(o.value, '$[1]')
    from schedule s join schedule_zone z on z.schedule = s.id, json_each(z.offsets) o
    where s.number = substr(new.value, 1, 2);
  update schedule_shift set till = coalesce(
    (select min(later.since) from schedule_shift later where later.since > schedule_shift.since), till);
  insert into schedule_moment
    select p.start - z.shift, p.start from schedule_span p join schedule_shift z on z.since <= p.start - z.shift and p.start - z.shift < z.till
    union select p.stop - z.shift, p.stop from schedule_span p join schedule_shift z on z.since <= p.stop - z.shift and p.stop - z.shift < z.till
    union select z.since, z.since + z.shift from schedule_shift z;
  update schedule set
    override = case
      when length(new.value) = 2 and (select n.why from schedule_now n where n.id = schedule.id) = 'hand'
        and (select n.open from schedule_now n where n.id = schedule.id) <> (select r.open from schedule_regular r where r.id = schedule.id)
        then ''
      when (select n.open from schedule_now n where n.id = schedule.id) then 'closed' else 'open' end,
    override_until = case
      -- The next time that the wall clock shows 18:00.
      when length(new.value) = 6 then (
        select min(w.wall / 86400 * 86400 + d.value * 86400 + substr(new.value, 3, 2) * 3600 + substr(new.value, 5, 2) * 60 - z.shift)
        from schedule_wall w, json_each('[0,1,2]') d, schedule_shift z
        where w.id = schedule.id
          and w.wall / 86400 * 86400 + d.value * 86400 + substr(new.value, 3, 2) * 3600 + substr(new.value, 5, 2) * 60 - z.shift
            between max(z.since, w.now + 1) and z.till - 1)
      when lasts = 'no-end' then 0
      else coalesce((
        select min(m.at) from schedule_moment m, moment t
        where m.at > t.now and m.at <= t.now + 400 * 86400
          and exists (
            select 1 from schedule_span p where p.start <= m.wall and p.start > m.wall - 172800 and m.wall < p.stop
          ) <> (select r.open from schedule_regular r where r.id = schedule.id)), 0) end
  where number = substr(new.value, 1, 2);
  update schedule set override_until = 0 where number = substr(new.value, 1, 2) and override = '';
  update phone_change set what = 'schedule', value = (
    select s.id || '/' || s.override || '/' || s.override_until from schedule s where s.number = substr(new.value, 1, 2))
  where id = new.id and exists (select 1 from schedule s where s.number = substr(new.value, 1, 2));
  delete from schedule_span;
  delete from schedule_shift;
  delete from schedule_moment;
end;

-- Switched by the app or by a phone, a schedule is found by what is dialled; its lamp too: the code with its digits.
create view schedule_code as
select d.number || s.number as number, s.id
from schedule s join dial d on d.target = 'code-schedule-switch,s,1' where s.number <> '';
