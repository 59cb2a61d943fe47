-- What stands between a staged listing and its effects. A listing can lie in many ways, so nothing that it would change
-- of what the console knows is believed at once: much of it stops the sync, and little of it is asked for site by site.
-- Compares whole tables, so without nested loops (see effects.sql).

-- What the listing would change, for each site that didn't change here since it was begun. `kind`: `gone` (not listed),
-- `archived`, `returned` and `lost` (archived here, live there or not listed; site_id is the archived site's), `state`,
-- `owner` (named another, or the user is known now with whom the default user's site belongs) and `ownerLost` (named
-- once, unreadable now).
CREATE OR REPLACE FUNCTION sync_changes(listing farm_listing)
RETURNS TABLE (domain text, site_id int, kind text) LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  WITH compared AS (
    SELECT s.domain, s.id, array_remove(ARRAY[
        CASE WHEN f.domain IS NULL THEN 'gone'
          WHEN f.status = 'archived' THEN 'archived'
          WHEN f.status IS DISTINCT FROM s.farm_status THEN 'state' END,
        CASE WHEN f.subject <> s.farm_subject OR s.owner_source = 'default' AND known.id IS NOT NULL THEN 'owner'
          WHEN f.owner_name = 'Unknown' AND f.subject IS NULL AND s.farm_subject IS NOT NULL THEN 'ownerLost' END
        ], NULL) AS kinds
      FROM site s
        LEFT JOIN farm_listing_site f ON f.listing_id = listing.id AND f.domain = s.domain AND f.asked IS NULL
        LEFT JOIN sync_known_owners() known ON known.owner_claim = f.subject
      WHERE s.state IN ('active', 'readonly') AND s.change_seq < listing.change_seq)
  SELECT compared.domain, compared.id, unnest(kinds) FROM compared WHERE kinds <> '{}'
  UNION ALL
  SELECT a.domain, a.id, 'returned' FROM sync_returning(listing) a
  UNION ALL
  SELECT a.domain, a.id, 'lost' FROM archived_site a
    WHERE a.change_seq < listing.change_seq AND NOT EXISTS (SELECT FROM site s WHERE s.domain = a.domain)
      AND NOT EXISTS (SELECT FROM farm_listing_site f
        WHERE f.listing_id = listing.id AND f.domain = a.domain AND f.asked IS NULL);
$$;

-- How many changes of each kind there are. Who confirms them needn't compare everything again where there are none.
CREATE OR REPLACE FUNCTION sync_count_changes(listing farm_listing) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(kind, number), '{}')
    FROM (SELECT kind, count(*) AS number FROM sync_changes(listing) GROUP BY kind) AS counted;
$$;

-- What a guard refuses about a listing whose changes were counted: null, or {refusedBy, refused, limit, message}. Only
-- reads. A run that applies what another refused may do that and no more (sync_to_confirm), whatever was counted. Some
-- wikis may have begun to change since the count, so there may be fewer now than were missing.
CREATE OR REPLACE FUNCTION sync_refusal(listing farm_listing) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  live int := (SELECT count(*) FROM site WHERE state IN ('active', 'readonly') AND change_seq < listing.change_seq);
  most int := greatest(3, live / 5);
  gone int := coalesce((listing.changes->>'gone')::int, 0);
  archived int := coalesce((listing.changes->>'archived')::int, 0);
  lost int := coalesce((listing.changes->>'lost')::int, 0);
  returned int := coalesce((listing.changes->>'returned')::int, 0);
  owners int := coalesce((listing.changes->>'ownerLost')::int, 0);
BEGIN
  IF owners > most THEN
    RETURN jsonb_build_object('refusedBy', 'ownersLost', 'refused', owners, 'limit', most, 'message',
      format('The wiki farm names no owner any more for %s of %s wikis, more than the %s that can be a coincidence, so nothing was changed. The farm may be short of file descriptors.',
        owners, live, most));
  ELSIF sync_applies(listing.run_id) IS NOT NULL THEN
    RETURN NULL;
  ELSIF live > 0 AND gone >= live THEN
    RETURN jsonb_build_object('refusedBy', 'allMissing', 'refused', gone, 'limit', 0, 'message',
      format('The wiki farm''s listing lacks every wiki that the console knows (%s), so nothing was changed. Check the farm''s data folder.',
        gone));
  ELSIF gone + archived + lost > most THEN
    RETURN jsonb_build_object('refusedBy', 'removals', 'refused', gone + archived + lost, 'limit', most, 'message',
      format('%s of %s wikis would be removed (%s missing on the farm, %s archived there)%s, more than the %s that a sync may remove by itself, so nothing was changed.',
        gone + archived, live, gone, archived,
        CASE WHEN lost > 0 THEN format(', and %s that were archived are missing', lost) ELSE '' END, most));
  ELSIF returned > most THEN
    RETURN jsonb_build_object('refusedBy', 'returned', 'refused', returned, 'limit', most, 'message',
      format('%s wikis that were archived here are live on the farm again, more than the %s that a sync may bring back by itself, so nothing was changed.',
        returned, most));
  END IF;
  RETURN NULL;
END $$;

-- Whether the listing may go on: null, or as sync_refusal says, which is kept for the run's row. The farm's admin site
-- must be listed with the owner that it had at first contact; a farm that never named one is believed so far.
CREATE OR REPLACE FUNCTION guard_listing(p_listing_id int, p_admin_site text, p_site_count int, p_farm_ms int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  listing farm_listing;
  refusal jsonb;
  is_itself boolean;
BEGIN
  UPDATE farm_listing SET site_count = p_site_count, farm_ms = p_farm_ms WHERE id = p_listing_id
    RETURNING * INTO STRICT listing;
  SELECT farm_witness(owner_name, subject) INTO STRICT is_itself FROM farm_listing_site
    WHERE listing_id = p_listing_id AND domain = p_admin_site;
  IF NOT is_itself AND EXISTS (SELECT FROM console WHERE farm_admin_subject IS NOT NULL) THEN
    RETURN jsonb_build_object('refusedBy', NULL, 'refused', 0, 'limit', NULL, 'message',
      format('The wiki farm''s admin site %s isn''t owned by whom it was when the console first met it, so this may be another farm, or one without its data, and nothing was changed. Check the farm''s data folder and fedwiki-farm-url; if the owner was changed on purpose, run member-console farm forget.',
        p_admin_site));
  END IF;
  UPDATE farm_listing SET changes = sync_count_changes(listing) WHERE id = p_listing_id RETURNING * INTO STRICT listing;
  refusal := sync_refusal(listing);
  UPDATE farm_listing
    SET refused_by = refusal->>'refusedBy', refused = coalesce((refusal->>'refused')::int, 0),
      refused_limit = (refusal->>'limit')::int
    WHERE id = p_listing_id AND refusal IS NOT NULL;
  RETURN refusal;
END $$;

-- The changes that the farm is asked about, one site each, with what its listing said (nulls: it lacks the site). A run
-- that applies what another refused asks about those removals alone: the same rows, missing once more. When none were
-- counted, what would be one by now is left to the next sync.
CREATE OR REPLACE FUNCTION sync_to_confirm(p_listing_id int)
RETURNS TABLE (domain text, status text, subject text) LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT DISTINCT c.domain, f.status, f.subject
    FROM farm_listing l
      CROSS JOIN LATERAL sync_changes(l) c
      LEFT JOIN sync_run refused ON refused.run_id = sync_applies(l.run_id)
      LEFT JOIN refused_removal r ON r.run_id = refused.run_id AND r.domain = c.domain AND r.site_id = c.site_id
        AND (refused.refused_by = 'returned') = (c.kind = 'returned')
      LEFT JOIN farm_listing_site f ON f.listing_id = l.id AND f.domain = c.domain
    WHERE l.id = p_listing_id AND l.changes IS DISTINCT FROM '{}'
      AND (c.kind IN ('state', 'owner') OR c.kind <> 'ownerLost' AND (refused.run_id IS NULL OR r.domain IS NOT NULL));
$$;

-- These sites said of themselves what the listing said of them.
CREATE OR REPLACE FUNCTION confirm_listed(p_listing_id int, p_domains text[]) RETURNS void LANGUAGE sql AS $$
  UPDATE farm_listing_site SET confirmed = true WHERE listing_id = p_listing_id AND domain = ANY (p_domains);
$$;

-- The row of a sync that failed, and the end of what it had claimed; what a guard refused is kept with it, to be applied
-- if an administrator says so. Repeated, it answers what was recorded.
CREATE OR REPLACE FUNCTION record_failed_sync(p_run_id text, p_workflow_id text, p_outcome text, p_message text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  listing farm_listing;
  run sync_run;
BEGIN
  PERFORM sync_lock();
  SELECT * INTO listing FROM farm_listing WHERE run_id = p_run_id ORDER BY id DESC LIMIT 1;
  INSERT INTO sync_run (run_id, workflow_id, trigger, success, sites_found, farm_ms, error, started_at, refused,
      refused_by, refused_limit, applies_run_id)
    VALUES (p_run_id, p_workflow_id, sync_trigger_of(p_run_id), false, coalesce(listing.site_count, 0),
      listing.farm_ms, p_message,
      coalesce((SELECT min(started_at) FROM farm_listing WHERE run_id = p_run_id), clock_timestamp()),
      coalesce(listing.refused, 0), listing.refused_by, listing.refused_limit, sync_applies(p_run_id))
    ON CONFLICT (run_id) DO NOTHING;
  IF FOUND AND listing.refused_by IS NOT NULL THEN
    PERFORM keep_refused_removals(listing);
  END IF;
  SELECT * INTO STRICT run FROM sync_run WHERE run_id = p_run_id;
  PERFORM end_claimed_syncs(p_run_id, 'refused', p_outcome, p_message);
  RETURN sync_answer(run);
END $$;

-- Those of the last few refused runs are enough: nobody applies an older one.
CREATE OR REPLACE FUNCTION keep_refused_removals(listing farm_listing) RETURNS void LANGUAGE sql AS $$
  DELETE FROM refused_removal WHERE run_id NOT IN (
    SELECT run_id FROM sync_run WHERE refused_by IS NOT NULL ORDER BY id DESC LIMIT 5);
  INSERT INTO refused_removal (run_id, domain, site_id, reason)
    SELECT listing.run_id, domain, site_id, CASE kind
        WHEN 'gone' THEN 'The farm doesn''t list it.'
        WHEN 'archived' THEN 'It is archived on the farm.'
        WHEN 'lost' THEN 'It was archived, and the farm doesn''t list it.'
        ELSE 'It was archived here and is live on the farm again.' END
      FROM sync_changes(listing)
      WHERE kind = ANY (CASE listing.refused_by WHEN 'returned' THEN ARRAY['returned']
        WHEN 'ownersLost' THEN ARRAY[]::text[] ELSE ARRAY['gone', 'archived', 'lost'] END);
$$;
