DELETE FROM draft WHERE instr(body, :text) > 0
