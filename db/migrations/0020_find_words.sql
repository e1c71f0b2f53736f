-- Lists of names go by syllable, so their keys are made anew (store/rekey.rs, which also makes the keys by which a request
-- is found: words of what was asked for, and its item).
DELETE FROM find_key WHERE room IN (1, 2, 3) AND key >= '=' AND key < '>';
