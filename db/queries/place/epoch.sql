UPDATE site_state SET epoch = max(epoch + 1, :from) WHERE k = 1
