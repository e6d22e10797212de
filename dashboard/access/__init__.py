"""Who may see and who may load: nobody asked, a trusted proxy's word, or OpenID Connect."""
