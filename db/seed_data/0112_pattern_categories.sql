-- Kinds of patterns that libraries agree upon. Re-runnable: what somebody has described otherwise stays.

insert into specql_pattern.tb_pattern_category (category_name, description)
values
  ('audit', 'Who did what, and when'),
  ('collaboration', 'People who work on the same things'),
  ('communication', 'Telling people what happened'),
  ('data_management', 'What becomes of rows: deleting, restoring, keeping'),
  ('data_processing', 'Values that follow from others'),
  ('data_structure', 'Shapes of data beyond the flat table'),
  ('file_management', 'Files that belong to rows'),
  ('hierarchy', 'Trees and other structures of parents and children'),
  ('localization', 'Languages, zones and formats'),
  ('organization', 'Bringing order into things: tags, groups, categories'),
  ('performance', 'Staying fast under load'),
  ('search', 'Finding things'),
  ('state_machine', 'States and the allowed ways between them'),
  ('time_management', 'Dates, appointments and repetitions'),
  ('validation', 'What values must fulfil'),
  ('workflow', 'Steps that people and programs take one after the other')
on conflict (common.name_key(category_name)) do nothing;
