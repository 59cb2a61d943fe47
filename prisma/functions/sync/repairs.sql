-- What an administrator says of the farm that the farm itself can't tell. Null: who says so is no administrator.

-- The farm was restarted, so it doesn't run any site any more that was gone by `p_until`, when whoever says so was shown
-- what waits for it: those names are free again. What went since may still run. Returns how many.
CREATE OR REPLACE FUNCTION farm_restarted(actor_id int, p_until timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  freed int;
BEGIN
  IF NOT EXISTS (SELECT FROM users WHERE id = actor_id AND is_admin) THEN
    RETURN NULL;
  END IF;
  WITH lifted AS (
    DELETE FROM tombstone WHERE at <= least(p_until, clock_timestamp()) RETURNING domain),
  audited AS (
    INSERT INTO audit_event (actor_id, action, domain, outcome, note)
      SELECT actor_id, 'name-freed', domain, 'done', 'An administrator said that the farm was restarted.' FROM lifted)
  SELECT count(*) INTO freed FROM lifted;
  INSERT INTO audit_event (actor_id, action, outcome, note)
    VALUES (actor_id, 'farm-restarted', 'done', format('Names that are free again: %s.', freed));
  RETURN freed;
END $$;

-- This console is what that one was, as when its database was lost: the next sync adopts its wikis. False: no listing
-- knows such a console.
CREATE OR REPLACE FUNCTION continue_console(p_actor_id int, p_uuid text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM users WHERE id = p_actor_id AND is_admin) THEN
    RETURN NULL;
  ELSIF NOT EXISTS (SELECT FROM sync_finding WHERE kind = 'otherConsole' AND console = p_uuid) THEN
    RETURN false;
  END IF;
  INSERT INTO former_console (uuid, named_by_id) VALUES (p_uuid, p_actor_id) ON CONFLICT DO NOTHING;
  DELETE FROM sync_finding WHERE kind = 'otherConsole' AND console = p_uuid;
  INSERT INTO audit_event (actor_id, action, outcome, note)
    VALUES (p_actor_id, 'console-continued', 'done', format('This console continues %s, whose wikis are its own.', p_uuid));
  RETURN true;
END $$;
