-- Lines to the outside and the numbers that come in by them, see asterisk/program/trunks.conf. Their endpoints are in
-- tables of their own, because they need options that phones do not have; Asterisk reads both in the views below.

create table trunk (
  owner text not null, id text primary key, lead text not null, home text not null, country text not null,
  national text not null, international text not null, arrival text not null, max_calls integer not null, target text not null,
  caller text not null
) without rowid;
create index trunk_owner on trunk (owner);

create table trunk_endpoint (
  owner text not null, id text primary key, aors text, auth text, outbound_auth text, outbound_proxy text, context text,
  identify_by text, disallow text, allow text, dtmf_mode text, t38_udptl text, t38_udptl_ec text, from_user text,
  from_domain text, send_pai text, trust_id_inbound text, trust_id_outbound text, media_encryption text,
  direct_media text, rewrite_contact text, rtp_symmetric text, force_rport text, allow_transfer text,
  allow_subscribe text, set_var text, language text
) without rowid;
create index trunk_endpoint_owner on trunk_endpoint (owner);

-- Sorcery takes one realtime family for each type. What phones do not say has Asterisk's own default here.
create view sip_endpoint as
select
  id, aors, auth, '' as outbound_auth, '' as outbound_proxy, context, 'username,ip' as identify_by, disallow, allow,
  'rfc4733' as dtmf_mode, 'yes' as t38_udptl, 'redundancy' as t38_udptl_ec, '' as from_user, '' as from_domain,
  'no' as send_pai, 'no' as trust_id_inbound, 'no' as trust_id_outbound, 'yes' as send_connected_line, media_encryption, direct_media, rewrite_contact,
  rtp_symmetric, force_rport, 'yes' as allow_transfer, 'yes' as allow_subscribe,
  -- Whoever is logged in at the phone calls as himself, see hot-desks.sql.
  coalesce((select replace(e.set_var, substr(e.id, 1, length(e.id) - 2), d.ext) from desk_now d where d.device = e.id), set_var) as set_var, language,
  coalesce((select d.callerid from desk_now d where d.device = e.id), callerid) as callerid, subscribe_context, device_state_busy_at, moh_suggest
from ps_endpoints e
union all
select
  id, aors, auth, outbound_auth, outbound_proxy, context, identify_by, disallow, allow, dtmf_mode, t38_udptl, t38_udptl_ec,
  from_user, from_domain, send_pai, trust_id_inbound, trust_id_outbound,
  -- Who rings or answers inside is nobody's business outside, and a re-INVITE that says it ends the call at some carriers.
  'no' as send_connected_line, media_encryption, direct_media, rewrite_contact,
  rtp_symmetric, force_rport, allow_transfer, allow_subscribe, set_var, language,
  '' as callerid, '' as subscribe_context, 0 as device_state_busy_at, 'default' as moh_suggest
from trunk_endpoint;

-- A number of the public network, by its E.164 form.
create table inbound (
  owner text not null, id text primary key, trunk text not null, target text not null
) without rowid;
create index inbound_owner on inbound (owner);

-- Carriers that send only the end of a number: found when no other number that can come in by the trunk ends alike.
create view inbound_end as
select t.id || '/' || substr(i.id, -l.value) as id, min(i.target) as target, min(i.id) as number
from trunk t join inbound i on i.trunk in ('', t.id) join json_each('[2,3,4,5,6,7,8,9,10]') l on l.value < length(i.id)
group by 1 having count(*) = 1;
