-- 033211  app.register_contributor()
-- Registers a person or a system that contributes.

create or replace function app.register_contributor(
  "type" text,
  name text,
  email text default null,
  wallet_address text default null,
  hourly_rate numeric default null,
  contributor_id uuid default null
)
  returns app.contributors
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.contributors;
begin
  if "type" is null or "type" not in ('HUMAN', 'SYSTEM') then
    raise exception using
      errcode = 'SG123',
      message = 'type is not what it should be',
      detail = format('It is %s.', coalesce(quote_literal(left("type", 100)), 'missing')),
      hint = 'It should be one of HUMAN, SYSTEM.',
      column = 'type';
  end if;
  if coalesce(name, '') = '' then
    raise exception using errcode = 'SG102', message = 'name is missing', hint = 'A contributor has a name.', column = 'name';
  end if;
  perform common.checked_text(name, 'name', 1000);
  perform common.checked_text(email, 'email', 1000);
  perform common.checked_text(wallet_address, 'wallet_address', 1000);

  insert into network.tb_contributor (id, contributor_type, contributor_name, email, wallet_address, hourly_rate)
  values (coalesce(contributor_id, gen_random_uuid()), "type", register_contributor.name, register_contributor.email,
    register_contributor.wallet_address, register_contributor.hourly_rate)
  on conflict on constraint uq_tb_contributor__id do nothing
  returning id into v_id;
  if v_id is null then
    raise exception using
      errcode = 'SG317',
      message = 'the id is taken',
      detail = format('A contributor %s is registered.', contributor_id),
      hint = 'Leave contributor_id out to get a new one.',
      column = 'contributor_id';
  end if;
  select v.* into v_row from app.contributors as v where v.id = v_id;
  return v_row;
end;
$$;

comment on function app.register_contributor(text, text, text, text, numeric, uuid) is
  'Registers a contributor; two may have the same name and address. contributor_id is for one that is known elsewhere. SG102, SG103,
  SG123: the input is wrong. SG317: the id is taken.';

grant execute on function app.register_contributor(text, text, text, text, numeric, uuid) to specql_author;
