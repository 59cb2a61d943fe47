-- What the last sync saw on the farm and didn't adopt, or adopted although it needs somebody's attention: rewritten by
-- each sync, for administrators.
CREATE OR REPLACE FUNCTION sync_find(listing farm_listing, settings jsonb) RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  own text[] := sync_own_consoles();
BEGIN
  DELETE FROM sync_finding;
  INSERT INTO sync_finding (domain, kind, detail, run_id, console)
    SELECT f.domain, found.kind, found.detail, listing.run_id,
        CASE found.kind WHEN 'otherConsole' THEN f.marker_console END
      FROM farm_listing_site f
        LEFT JOIN site s ON s.domain = f.domain
        LEFT JOIN archived_site a ON a.domain = f.domain
        CROSS JOIN LATERAL (
          SELECT 'notCanonical' AS kind, sync_spelling_problem(f.domain) AS detail WHERE NOT f.manageable
          UNION ALL
          SELECT 'otherConsole', format('Another console made it: %s.', f.marker_console)
            WHERE f.marker_console <> ALL (own)
          UNION ALL
          SELECT 'leftover', 'Nobody owns it and nobody wrote in it: a visit to the address makes such a site.'
            WHERE sync_is_ownerless(f) AND f.pages = 0 AND f.status <> 'archived' AND s.id IS NULL
          UNION ALL
          SELECT 'ownerless', CASE WHEN s.id IS NULL THEN 'It has pages and no owner on the farm, so anybody can change it.'
              WHEN s.is_custom_domain
                THEN 'It is a wiki here, but has no owner on the farm, so anybody may be able to change it. The console doesn''t visit custom domains: make it read-only on the farm.'
              ELSE 'It is a wiki here, but has no owner on the farm. The console asks it which owner it runs with, and makes it read-only if it runs without.' END
            WHERE sync_is_ownerless(f) AND f.status = 'active' AND (f.pages > 0 OR s.id IS NOT NULL)
              AND coalesce(s.state, 'active') <> 'creating'
          UNION ALL
          SELECT 'ownerless', CASE WHEN s.id IS NULL THEN 'It has pages and no owner on the farm, and is read-only there: whoever opens it opens it to anybody.'
              ELSE 'It is a wiki here, but has no owner on the farm. It is read-only there, so nobody can change it.' END
            WHERE sync_is_ownerless(f) AND f.status = 'readonly' AND (f.pages > 0 OR s.id IS NOT NULL)
          UNION ALL
          SELECT 'leftover', format('It is archived on the farm with no owner (pages: %s), so nobody can restore it here.', f.pages)
            WHERE sync_is_ownerless(f) AND f.status = 'archived' AND s.id IS NULL AND a.id IS NULL
          UNION ALL
          SELECT 'inconsistent', 'The farm has it, but its listing leaves it out.' WHERE f.asked = 'present'
        ) found
      WHERE f.listing_id = listing.id AND f.domain <> settings->>'adminSite' AND f.asked IS DISTINCT FROM 'gone'
        -- Most wikis have nothing to be found, and each kind looks at every one that has.
        AND (NOT f.manageable OR f.marker_console <> ALL (own) OR sync_is_ownerless(f) OR f.asked = 'present');
  PERFORM sync_find_inconsistent(listing);
  PERFORM sync_find_over_quota(listing, (settings->>'quota')::int);
END $$;

CREATE OR REPLACE FUNCTION sync_spelling_problem(p_domain text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p_domain LIKE 'www.%' THEN 'The farm takes "www." away from every address, so nobody can reach it.'
    WHEN p_domain <> lower(p_domain)
      THEN format('Browsers write the address in small letters, and to the farm %s is another site.', lower(p_domain))
    WHEN p_domain LIKE '%.' THEN 'It has a dot at its end; to the farm the name without it is another site.'
    ELSE 'The name isn''t one that the console can manage.'
  END;
$$;

-- Folders that no listing shows: a create met them. They stand until the farm lists the name or it was created.
CREATE OR REPLACE FUNCTION sync_find_inconsistent(listing farm_listing) RETURNS void LANGUAGE sql
SET enable_nestloop = off AS $$
  INSERT INTO sync_finding (domain, kind, detail, run_id)
    SELECT o.domain, 'inconsistent', (array_agg(e.note ORDER BY o.ended_at DESC))[1], listing.run_id
      FROM operation o JOIN audit_event e ON e.operation_id = o.id
      WHERE o.kind = 'create' AND o.outcome = 'inconsistent' AND e.note IS NOT NULL
        AND NOT EXISTS (SELECT FROM farm_listing_site f WHERE f.listing_id = listing.id AND f.domain = o.domain)
        AND NOT EXISTS (SELECT FROM operation later
          WHERE later.kind = 'create' AND later.domain = o.domain AND later.state = 'done'
            AND later.ended_at > o.ended_at)
      GROUP BY o.domain
    ON CONFLICT DO NOTHING;
$$;

-- Wikis that people claimed on the farm past what they may have: theirs all the same, but they can't create more.
CREATE OR REPLACE FUNCTION sync_find_over_quota(listing farm_listing, p_quota int) RETURNS void LANGUAGE sql
SET enable_nestloop = off AS $$
  INSERT INTO sync_finding (domain, kind, detail, run_id)
    SELECT n.domain, 'overQuota', format('%s has it as number %s of %s.', u.name, n.number, coalesce(u.quota, p_quota)),
        listing.run_id
      FROM (SELECT domain, owner_id, owner_source, farm_marker_console,
            row_number() OVER (PARTITION BY owner_id ORDER BY owner_source = 'farm', id) AS number
          FROM site
          WHERE owner_source <> 'default' AND owner_id IN (
            SELECT owner_id FROM site JOIN users ON users.id = owner_id WHERE owner_source <> 'default'
              GROUP BY owner_id, users.quota HAVING count(*) > coalesce(users.quota, p_quota))) n
        JOIN users u ON u.id = n.owner_id
      WHERE n.owner_source = 'farm' AND n.farm_marker_console IS NULL AND n.number > coalesce(u.quota, p_quota)
    ON CONFLICT DO NOTHING;
$$;
