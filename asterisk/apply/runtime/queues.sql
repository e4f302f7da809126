-- Queues as app_queue reads them by realtime: `queues` and `queue_members` are views, so that what an agent switches with the
-- phone, do not disturb and forwarding count without anybody writing them twice.

create table queue (
  owner text not null, id text primary key, number text not null, strategy text not null, seconds integer not null,
  wrap_up integer not null, max_waiting integer not null, say_position integer not null, say_wait integer not null,
  say_every integer not null, leave_when_empty integer not null, lineup text not null, full_to text not null,
  empty_to text not null
) without rowid;
create table agent (
  owner text not null, id text primary key, queue text not null, ext text not null, device text not null,
  position integer not null, signed_in integer not null
) without rowid;
create index queue_owner on queue (owner);
create index agent_owner on agent (owner);
create index agent_queue on agent (queue, position);
create index agent_ext on agent (ext);

-- Each queue twice: app_queue cannot turn a queue that it holds into a line kept in order, so that one has a name of its own,
-- and callers who wait in the other one are served there.
create view queue_line as
select id || '' as name, id, 0 as in_order from queue
union all select id || '.o', id, 1 from queue;

create view queues as
select
  l.name,
  case when l.in_order then 'linear' else
    case q.strategy
      when 'round-robin' then 'rrmemory' when 'fewest-calls' then 'fewestcalls' when 'longest-idle' then 'leastrecent'
      when 'random' then 'random' else 'ringall'
    end
  end as strategy,
  q.seconds as timeout, 1 as retry, q.wrap_up as wrapuptime, q.max_waiting as maxlen, 'no' as ringinuse,
  'yes' as joinempty, iif(q.leave_when_empty, 'paused,unavailable,invalid,unknown', 'no') as leavewhenempty,
  iif(q.say_position or q.say_wait, q.say_every, 0) as announce_frequency,
  iif(q.say_position, 'yes', 'no') as announce_position,
  iif(q.say_wait, 'yes', 'no') as announce_holdtime,
  'default' as musicclass
from queue_line l join queue q on q.id = l.id;

-- An agent who is signed out or whose own rules keep calls away is paused, not gone: the order stays. The interface begins
-- with the position in a line kept in order, because app_queue reads members sorted by it; `uniqueid` names the line-up, so
-- that a changed order makes them all anew.
create view queue_members as
select
  l.name as queue_name,
  iif(l.in_order, a.id || '.' || q.lineup, a.id) as uniqueid,
  'Local/' || iif(l.in_order, printf('%02d-', a.position), '') || a.id || '@agent' as interface,
  a.id as membername,
  iif(a.device = '', 'hint:' || a.ext || '@agents', 'PJSIP/' || a.device) as state_interface,
  0 as penalty,
  iif(a.signed_in = 0 or e.dnd or e.always_on, 1, 0) as paused,
  '' as reason_paused, q.wrap_up as wrapuptime, 'no' as ringinuse
from queue_line l join queue q on q.id = l.id join agent a on a.queue = q.id join exten e on e.id = a.ext;

-- What rings for an agent: one device, or what rings for the extension itself.
create view agent_legs as
select
  a.id, a.ext,
  iif(a.device <> '', 'PJSIP/' || a.device || '&',
    coalesce((select group_concat('PJSIP/' || l.device || '&', '' order by l.position) from leg l where l.node = a.ext), '')) as legs
from agent a;

-- A list of questions for the dialplan: is any phone of a signed-in agent connected?
create view agents_there as
select
  q.id,
  coalesce((
    select group_concat('${EVAL_EXTEN(agent-there,' || d.device || ',1)}', '')
    from (
      select a.device from agent a join exten e on e.id = a.ext
      where a.queue = q.id and a.device <> '' and a.signed_in and not e.dnd and not e.always_on
      union
      select l.device from agent a join exten e on e.id = a.ext join leg l on l.node = a.ext
      where a.queue = q.id and a.device = '' and a.signed_in and not e.dnd and not e.always_on
    ) d), '') as ask
from queue q;

-- Agents as the sign-in and sign-out codes ask for them: device and queue number, or no number for all queues of the device.
-- `reads` makes app_queue read those queues anew.
create view agent_device as
select a.id as agent, a.queue, a.device from agent a where a.device <> ''
union all
select a.id, a.queue, a.ext || '-' || slot.n from agent a, (select 1 as n union all select 2 union all select 3) slot where a.device = '';

create view agent_at as
select d.device || '/' || q.number as id, '${QUEUE_EXISTS(' || q.id || ')}${QUEUE_EXISTS(' || q.id || '.o)}' as reads
from agent_device d join queue q on q.id = d.queue
union all
select d.device || '/', group_concat('${QUEUE_EXISTS(' || d.queue || ')}${QUEUE_EXISTS(' || d.queue || '.o)}', '')
from agent_device d group by d.device;

create trigger phone_change_agent after insert on phone_change when new.what in ('queue-in', 'queue-out') begin
  update agent set signed_in = (new.what = 'queue-in')
    where id in (select agent from agent_device where device = new.device)
      and (new.value = '' or queue in (select id from queue where number = new.value));
end;
