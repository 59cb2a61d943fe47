-- What a sync takes out of the console's wikis, and what it brings back (see effects.sql).

-- What the farm said that it doesn't have. While a request about a name may still reach the farm, that isn't final.
CREATE OR REPLACE FUNCTION sync_gone(listing farm_listing) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT f.domain FROM farm_listing_site f
    WHERE f.listing_id = listing.id AND f.asked = 'gone'
      AND NOT EXISTS (SELECT FROM operation o WHERE o.domain = f.domain AND o.quiet_until > clock_timestamp());
$$;

-- Live sites that the farm has archived, or doesn't have, as it said when it was asked for each. What is gone leaves a
-- tombstone: the farm may run the site until it restarts. A run that applies what another one was refused does that
-- alone.
CREATE OR REPLACE FUNCTION sync_remove(listing farm_listing) RETURNS int LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  applies text := sync_applies(listing.run_id);
  sites_removed int;
BEGIN
  WITH leaving AS (
    SELECT f.domain, true AS is_archived FROM sync_listed(listing) f WHERE f.status = 'archived' AND f.confirmed
    UNION ALL
    SELECT domain, false FROM sync_gone(listing) AS domain),
  gone AS (
    DELETE FROM site s USING leaving
      WHERE leaving.domain = s.domain AND s.state IN ('active', 'readonly') AND s.change_seq < listing.change_seq
        AND (applies IS NULL OR EXISTS (
          SELECT FROM refused_removal r WHERE r.run_id = applies AND r.domain = s.domain AND r.site_id = s.id))
      RETURNING s.domain, s.owner_id, s.owner_source, s.is_custom_domain, s.farm_subject, is_archived,
        CASE WHEN s.secured_at IS NULL THEN s.state ELSE 'active' END AS state),
  kept AS (
    INSERT INTO archived_site (domain, owner_id, owner_source, is_custom_domain, state_before, farm_subject, run_id)
      SELECT domain, owner_id, owner_source, is_custom_domain, state, farm_subject, listing.run_id
        FROM gone WHERE is_archived
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        is_custom_domain = excluded.is_custom_domain, state_before = excluded.state_before, archived_by_id = NULL,
        operation_id = NULL, run_id = excluded.run_id, farm_subject = excluded.farm_subject,
        archived_at = clock_timestamp()),
  buried AS (
    INSERT INTO tombstone (domain, owner_id, owner_source, farm_subject, run_id)
      SELECT domain, owner_id, owner_source, farm_subject, listing.run_id FROM gone WHERE NOT is_archived
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        farm_subject = excluded.farm_subject, run_id = excluded.run_id, at = clock_timestamp()),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, run_id, note)
      SELECT CASE WHEN is_archived THEN 'sync-archived' ELSE 'sync-removed' END, domain, 'synced', listing.run_id,
          CASE WHEN is_archived THEN 'The farm has archived it.' ELSE 'The farm doesn''t have it any more.' END
        FROM gone)
  SELECT count(*) INTO sites_removed FROM gone;
  RETURN sites_removed;
END $$;

-- Archived wikis that the farm doesn't have any more can't be restored; their names are kept like those of live ones.
CREATE OR REPLACE FUNCTION sync_forget(listing farm_listing) RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  applies text := sync_applies(listing.run_id);
BEGIN
  WITH lost AS (
    DELETE FROM archived_site a USING sync_gone(listing) AS gone (domain)
      WHERE a.domain = gone.domain AND a.change_seq < listing.change_seq
        AND NOT EXISTS (SELECT FROM site s WHERE s.domain = a.domain)
        AND (applies IS NULL OR EXISTS (
          SELECT FROM refused_removal r WHERE r.run_id = applies AND r.domain = a.domain AND r.site_id = a.id))
      RETURNING a.domain, a.owner_id, a.owner_source, a.farm_subject),
  buried AS (
    INSERT INTO tombstone (domain, owner_id, owner_source, farm_subject, run_id)
      SELECT domain, owner_id, owner_source, farm_subject, listing.run_id FROM lost
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        farm_subject = excluded.farm_subject, run_id = excluded.run_id, at = clock_timestamp())
  INSERT INTO audit_event (action, domain, outcome, run_id, note)
    SELECT 'sync-lost', domain, 'synced', listing.run_id, 'It was archived, and the farm doesn''t have it any more.'
      FROM lost;
END $$;

-- Wikis that were archived here and are live on the farm, as after a restore of its backup.
CREATE OR REPLACE FUNCTION sync_returning(listing farm_listing) RETURNS SETOF archived_site LANGUAGE sql STABLE AS $$
  SELECT a.* FROM archived_site a JOIN sync_listed(listing) f ON f.domain = a.domain
    WHERE f.status IN ('active', 'readonly') AND a.change_seq < listing.change_seq
      AND NOT EXISTS (SELECT FROM site s WHERE s.domain = a.domain);
$$;

-- They go back to whom they belonged last, and are asked which owner they show: the farm may run them since before they
-- were deleted. One whose own delete was confirmed after the farm was asked stays.
CREATE OR REPLACE FUNCTION sync_return(listing farm_listing) RETURNS int LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  applies text := sync_applies(listing.run_id);
  sites_returned int;
BEGIN
  WITH returned AS (
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, farm_subject, farm_status,
        farm_marker_console, farm_marker_operation, pages, storage_bytes, last_modified, confirmed_at, returned_at, probe_due)
      SELECT a.domain, CASE WHEN a.owner_source = 'default' THEN coalesce(known.id, a.owner_id) ELSE a.owner_id END,
          CASE WHEN a.owner_source = 'default' AND known.id IS NOT NULL THEN 'farm' ELSE a.owner_source END,
          a.is_custom_domain, f.status::site_state, coalesce(f.subject, a.farm_subject), f.status, f.marker_console,
          f.marker_operation, f.pages, f.storage_bytes, f.last_modified, clock_timestamp(), clock_timestamp(),
          CASE WHEN f.status = 'active' AND NOT a.is_custom_domain THEN clock_timestamp() END
        FROM sync_returning(listing) a
          JOIN farm_listing_site f ON f.listing_id = listing.id AND f.domain = a.domain AND f.confirmed
          LEFT JOIN sync_known_owners() known ON known.owner_claim = coalesce(f.subject, a.farm_subject)
        WHERE applies IS NULL OR EXISTS (
          SELECT FROM refused_removal r WHERE r.run_id = applies AND r.domain = a.domain AND r.site_id = a.id)
      -- A restore that was faster keeps the archived site until it is confirmed.
      ON CONFLICT (domain) DO NOTHING
      RETURNING domain),
  back AS (DELETE FROM archived_site a USING returned WHERE a.domain = returned.domain),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, run_id, note)
      SELECT 'sync-returned', domain, 'synced', listing.run_id, 'It was archived here and is live on the farm again.'
        FROM returned)
  SELECT count(*) INTO sites_returned FROM returned;
  RETURN sites_returned;
END $$;
