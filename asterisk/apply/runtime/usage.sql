-- What extensions with a limit spend on calls to the outside (spec X12). All reckoning is here, in the statement that begins,
-- answers or ends a call: it is exact while the product is closed, and a power cut loses at most the call that was up.
-- Amounts are ten-thousandths of the currency, or seconds.

create table usage_limit (
  owner text not null, id text primary key, site text not null, kind text not null, amount integer not null
) without rowid;
create index usage_limit_owner on usage_limit (owner);

create table usage_rate (
  owner text not null, id text primary key, trunk text not null, prefix text not null, per_minute integer not null,
  per_call integer not null, first_step integer not null, next_step integer not null
) without rowid;
create index usage_rate_owner on usage_rate (owner);
create index usage_rate_trunk on usage_rate (trunk);

-- When the months of a site begin, five years a row: a JSON list of seconds since 1970.
create table usage_month (
  owner text not null, id text primary key, site text not null, since integer not null, till integer not null, starts text not null
) without rowid;
create index usage_month_owner on usage_month (owner);

-- A call of an extension with a limit, made when it begins. `state` goes from `asked` to `answered` to `over`; `allowed` is
-- how many seconds it may last: 0 is none, and null that nothing is known of its price.
create table usage_call (
  id integer primary key autoincrement, call text not null unique, ext text not null, trunk text not null, e164 text not null,
  channel text not null, at integer, state text not null default 'asked', answered real, seconds integer not null default 0,
  cost integer not null default 0, per_minute integer, per_call integer, first_step integer, next_step integer, allowed integer, boot text not null default ''
);
create index usage_call_ext on usage_call (ext, at);
create index usage_call_state on usage_call (state, ext) where state <> 'over';

create view usage_start as
select l.id, coalesce((
  select json_extract(s.value, '$') from usage_month m, json_each(m.starts) s
  where m.site = l.site and m.since <= n.now and n.now < m.till and json_extract(s.value, '$') <= n.now
  order by s.key desc limit 1), 0) as since
from usage_limit l, moment n;

-- What a call that is up costs so far, and would cost a second later.
create view usage_running as
select u.call, u.ext, u.channel,
  case when u.state = 'answered' then cast((unixepoch('subsec') + c.shift) - u.answered + 1 as integer) else 0 end as seconds
from usage_call u, clock c
-- A call that an Asterisk before this one was in ended with it.
where u.state <> 'over' and u.boot = (select boot from usage_call order by id desc limit 1);
create view usage_charge as
select r.call, r.ext, r.channel, s.charged,
  case when s.charged = 0 then 0 else coalesce(u.per_call, 0) + (s.charged * coalesce(u.per_minute, 0) + 59) / 60 end as cost
from usage_running r join usage_call u on u.call = r.call
join (select r2.call, case when r2.seconds <= 0 then 0 when r2.seconds <= coalesce(u2.first_step, 1) then coalesce(u2.first_step, 1)
  else coalesce(u2.first_step, 1) + (r2.seconds - coalesce(u2.first_step, 1) + coalesce(u2.next_step, 1) - 1) / coalesce(u2.next_step, 1) * coalesce(u2.next_step, 1)
  end as charged from usage_running r2 join usage_call u2 on u2.call = r2.call) s on s.call = r.call;

-- The meter: this month's ended calls, and those that are up.
create view usage_meter as
select l.id, l.kind, l.amount, t.since,
  coalesce((select sum(u.seconds) from usage_call u where u.ext = l.id and u.at >= t.since and u.state = 'over'), 0) as seconds,
  coalesce((select sum(u.cost) from usage_call u where u.ext = l.id and u.at >= t.since and u.state = 'over'), 0) as cost,
  coalesce((select sum(c.charged) from usage_charge c where c.ext = l.id), 0) as running_seconds,
  coalesce((select sum(c.cost) from usage_charge c where c.ext = l.id), 0) as running_cost
from usage_limit l join usage_start t on t.id = l.id;

create view usage_left as
select m.id, m.kind,
  m.amount - case m.kind when 'money' then m.cost + m.running_cost else m.seconds + m.running_seconds end as remains,
  -- Whoever watches several calls of one extension ends them when this is 1.
  case when m.amount < case m.kind when 'money' then m.cost + m.running_cost else m.seconds + m.running_seconds end then 1 else 0 end as is_over,
  (select count(*) from usage_running r where r.ext = m.id) as calls,
  coalesce((select group_concat(r.channel, ',') from usage_running r where r.ext = m.id), '') as channels
from usage_meter m;

create trigger usage_call_begins after insert on usage_call begin
  update usage_call set at = (select now from moment),
    (per_minute, per_call, first_step, next_step) = (
      select per_minute, per_call, first_step, next_step from usage_rate r
      where r.trunk = new.trunk and new.e164 like r.prefix || '%' order by length(r.prefix) desc limit 1)
  where id = new.id;
  -- The whole steps that the rest pays for.
  update usage_call set allowed = (
    select case
      when b.seconds is null then null
      when b.seconds < coalesce(first_step, 1) then 0
      else min(86400, coalesce(first_step, 1) + (b.seconds - coalesce(first_step, 1)) / coalesce(next_step, 1) * coalesce(next_step, 1)) end
    from (select case
        when l.kind <> 'money' then l.remains
        when usage_call.per_minute is null then null
        when l.remains < usage_call.per_call or l.remains <= 0 then 0
        when usage_call.per_minute = 0 then 86400
        else (l.remains - usage_call.per_call) * 60 / usage_call.per_minute end as seconds
      from usage_left l where l.id = new.ext) b)
  where id = new.id;
end;

create trigger usage_call_answered after update of state on usage_call when new.state = 'answered' and old.state = 'asked' begin
  update usage_call set answered = unixepoch('subsec') + (select shift from clock) where id = new.id;
end;

-- The seconds are rounded, so that a call cut at the end of a step does not begin another one.
create trigger usage_call_over after update of state on usage_call when new.state = 'over' and old.state = 'answered' begin
  update usage_call set seconds = cast(unixepoch('subsec') + (select shift from clock) - answered + 0.5 as integer) where id = new.id;
  update usage_call set seconds = case when seconds <= coalesce(first_step, 1) then coalesce(first_step, 1)
    else coalesce(first_step, 1) + (seconds - coalesce(first_step, 1) + coalesce(next_step, 1) - 1) / coalesce(next_step, 1) * coalesce(next_step, 1) end
  where id = new.id;
  update usage_call set cost = coalesce(per_call, 0) + (seconds * coalesce(per_minute, 0) + 59) / 60 where id = new.id;
end;
