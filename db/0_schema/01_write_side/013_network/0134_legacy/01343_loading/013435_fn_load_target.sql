-- 013435  network.load_target()
-- Where the rows of a table of the legacy file go.

create or replace function network.load_target(
  source_table text,
  out table_name text,
  out key_column text,
  out columns text[],
  out joined text,
  out content text,
  out cells text
)
  language sql
  immutable
as $$
  select
    'tb_' || t.name,
    'pk_' || t.name,
    t.columns,
    -- The row r that m.match finds.
    t.joined,
    -- The row r as the file would have it, and the same of a row x that is about to be written.
    format('network.with_legacy(network.%s_cells(r%s), r.legacy)', t.name, t.ids),
    format('network.%s_cells(x%s)', t.name, t.new_ids)
  from (values
    ('projects', 'project', array['fk_package', 'ecosystem', 'project_name', 'version', 'description', 'dependency_count'],
      'join network.tb_package as p on p.digest = sha256(convert_to(m.match, ''UTF8'')) '
      'join network.tb_project as r on r.fk_package = p.pk_package', '', ''),
    ('contributors', 'contributor', array['id', 'contributor_type', 'contributor_name', 'email', 'wallet_address',
      'hourly_rate', 'made_at'], 'join network.tb_contributor as r on r.id = m.match::uuid', '', ''),
    ('assets', 'asset', array['id', 'asset_type', 'description', 'unattributed_cost', 'made_at'],
      'join network.tb_asset as r on r.id = m.match::uuid', '', ''),
    ('contributions', 'contribution', array['id', 'fk_contributor', 'fk_asset', 'cost_amount', 'metadata',
      'coherence_score', 'made_at'],
      'join network.tb_contribution as r on r.id = m.match::uuid join network.tb_contributor as c on c.pk_contributor = r.fk_contributor '
      'join network.tb_asset as a on a.pk_asset = r.fk_asset',
      ', c.id, a.id', ', (s.parsed ->> ''contributor_id'')::uuid, (s.parsed ->> ''asset_id'')::uuid'),
    ('github_contributors', 'github_contributor', array['github_id', 'source', 'login', 'display_name', 'avatar_url',
      'contributions_count', 'made_at', 'renewed_at'],
      'join network.tb_github_contributor as r on r.github_id = m.match', '', ''),
    ('github_organizations', 'github_organization', array['github_id', 'login', 'organization_type', 'display_name',
      'avatar_url', 'made_at', 'renewed_at'],
      'join network.tb_github_organization as r on r.github_id = m.match', '', '')
  ) as t (source_table, name, columns, joined, ids, new_ids)
  where t.source_table = load_target.source_table
$$;

comment on function network.load_target(text) is
  'Table, columns and expressions for the rows of a table of the legacy file. Nothing in it comes from a caller.';
