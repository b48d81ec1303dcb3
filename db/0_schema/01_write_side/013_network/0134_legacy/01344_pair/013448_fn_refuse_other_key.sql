-- 013448  network.refuse_other_key()
-- Refuses a row that is put under a key which is not its own.

create or replace function network.refuse_other_key(row_key text, own_key text)
  returns void
  language plpgsql
  immutable
as $$
begin
  if row_key <> own_key then
    raise exception using
      errcode = 'SG123',
      message = 'the row has another key',
      detail = format('Its own key is %s.', left(own_key, 300)),
      hint = 'Put it under its own key, and remove the other row.',
      column = 'row_key';
  end if;
end;
$$;

comment on function network.refuse_other_key(text, text) is 'SG123 where the keys differ; nothing where one is not known.';
