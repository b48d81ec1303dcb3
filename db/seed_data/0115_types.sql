-- Types that every database has. Re-runnable: what is there stays as it is, whatever became of it since.

insert into specql_type.tb_type_category (category_name, description)
select c.category_name, c.description
from (values
  ('scalar', 'One value: a text, a number, a point in time.'),
  ('composite', 'Several named values, kept as jsonb and described by a JSON Schema.'),
  ('collection', 'Many values of one type.')
) as c (category_name, description)
on conflict on constraint uq_tb_type_category__category_name do nothing;

select count(t.type_name)
from (values
  ('text', 'scalar', 'TEXT', false, null, null::jsonb),
  ('integer', 'scalar', 'INTEGER', false, null, null),
  ('boolean', 'scalar', 'BOOLEAN', false, null, null),
  ('timestamp', 'scalar', 'TIMESTAMPTZ', false, null, null),
  ('uuid', 'scalar', 'UUID', false, null, null),
  ('money', 'scalar', 'NUMERIC(15,2)', false, null, null),
  ('date', 'scalar', 'DATE', false, null, null),
  ('time', 'scalar', 'TIME', false, null, null),
  ('jsonb', 'scalar', 'JSONB', false, null, null),
  ('address', 'composite', 'JSONB', true, 'A postal address.', '{
    "type": "object",
    "properties": {
      "street": {"type": "string"},
      "city": {"type": "string"},
      "postal_code": {"type": "string"},
      "country": {"type": "string"}
    }
  }'),
  ('contact_info', 'composite', 'JSONB', true, 'How to reach somebody.', '{
    "type": "object",
    "properties": {
      "email": {"type": "string", "format": "email"},
      "phone": {"type": "string"},
      "mobile": {"type": "string"}
    }
  }'),
  ('dimensions', 'composite', 'JSONB', true, 'The size of a thing.', '{
    "type": "object",
    "properties": {
      "length": {"type": "number"},
      "width": {"type": "number"},
      "height": {"type": "number"},
      "unit": {"type": "string", "enum": ["mm", "cm", "m", "in", "ft"]}
    }
  }'),
  ('list', 'collection', 'ARRAY', false, 'Many values of one type: list(text), text[].', null)
) as s (type_name, type_category, postgres_type, is_rich, description, json_schema)
  cross join lateral app.register_type(
    type_name => s.type_name, type_category => s.type_category, json_schema => s.json_schema,
    default_postgres_type => s.postgres_type, is_rich_type => s.is_rich, description => s.description
  ) as t
where specql_type.universal_type_pk(s.type_name) is null;
