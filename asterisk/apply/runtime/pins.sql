-- PINs, see office/features/pins. Wrong tries are counted here, so the lock holds while the service is away.

create table pin (
  owner text not null, id text primary key, number text not null, initial text not null, salt text not null, hash text not null,
  locked integer not null, resets integer not null
) without rowid;
create index pin_owner on pin (owner);

-- Wrong tries one after another since the last right one or reset.
create table pin_try (id text primary key, resets integer not null, tries integer not null) without rowid;

-- `pin-wrong` and `pin-right` only count; what enters the office is a new PIN and the lock.
create trigger phone_change_pin after insert on phone_change when new.what in ('pin', 'pin-wrong', 'pin-right') begin
  update pin set salt = substr(new.value, 1, instr(new.value, '.') - 1), hash = substr(new.value, instr(new.value, '.') + 1)
    where id = new.ext and new.what = 'pin';
  insert into pin_try select id, resets, 1 from pin where id = new.ext and new.what = 'pin-wrong'
    on conflict (id) do update set tries = iif(resets = excluded.resets, tries + 1, 1), resets = excluded.resets;
  insert into phone_change (at, ext, what, value, device)
    select new.at, new.ext, 'pin-locked', '', new.device from pin_try where id = new.ext and tries >= 3;
  update pin set locked = 1 where id in (select id from pin_try where id = new.ext and tries >= 3);
  delete from pin_try where id = new.ext and (tries >= 3 or new.what <> 'pin-wrong');
  delete from phone_change where id = new.id and new.what <> 'pin';
end;
