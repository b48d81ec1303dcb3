-- 01352C  network.checked_worker()
-- The name of a worker.

create or replace function network.checked_worker(worker text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if coalesce(btrim(worker), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'worker is missing', hint = 'Give the name under which you work; it holds the claim.', column = 'worker';
  end if;
  return common.checked_text(worker, 'worker', 200);
end;
$$;

comment on function network.checked_worker(text) is 'The name as it came. SG102: it is missing. SG103: it has more than 200 characters.';
