class PostingsService: pass
