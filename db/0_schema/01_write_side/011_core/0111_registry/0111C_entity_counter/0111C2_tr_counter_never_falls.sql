-- 0111C2  specql_registry.tg_tb_entity_counter__counter_never_falls()
-- A counter that falls would try codes again that were given.

create or replace function specql_registry.tg_tb_entity_counter__counter_never_falls()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG402',
    message = 'the counter of a subdomain never falls',
    detail = format('It is %s and was to become %s.', old.next_entity_sequence, new.next_entity_sequence),
    hint = 'Codes that were given stay given.',
    column = 'next_entity_sequence';
end;
$$;

comment on function specql_registry.tg_tb_entity_counter__counter_never_falls() is
  'Before update of next_entity_sequence to a lower value: SG402.';

create or replace trigger tr_120_counter_never_falls
  before update of next_entity_sequence on specql_registry.tb_entity_counter
  for each row when (new.next_entity_sequence < old.next_entity_sequence)
  execute function specql_registry.tg_tb_entity_counter__counter_never_falls();

comment on trigger tr_120_counter_never_falls on specql_registry.tb_entity_counter is
  'A counter that falls would give a code twice.';
