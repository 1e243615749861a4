"""The accounts that exist on the played networks. Their secrets are public, and open nothing."""

X = {
    "consumer_key": "kunciAplikasiX",
    "consumer_secret": "rahasiaAplikasiX0001",
    "access_token": "1001-tokenAksesX0002",
    "access_token_secret": "rahasiaTokenX0003",
}
X_USER = {"id": "1001", "name": "Dinas Sosial DIY", "username": "dinsosdiy"}

APP_ID, APP_SECRET = "700100", "rahasiaAplikasiMeta0004"
GRAPH_TOKEN = "EAAtokenHalamanMeta0005"
PAGE = {"id": "200300", "name": "Dinas Sosial DIY"}
INSTAGRAM_USER = {"id": "178400", "username": "dinsosdiy"}
META = {"access_token": GRAPH_TOKEN, "app_id": APP_ID, "app_secret": APP_SECRET}
FACEBOOK = {"page_id": PAGE["id"], **META}
INSTAGRAM = {"account_id": INSTAGRAM_USER["id"], **META}
SCOPES = [
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_contents",
]

MASTODON = {"host": "mastodon.example", "access_token": "tokenMastodon0006"}
MASTODON_USER = {"id": "42", "acct": "dinsosdiy", "username": "dinsosdiy", "display_name": "Dinas Sosial DIY"}

CREDENTIALS = {"x": X, "facebook": FACEBOOK, "instagram": INSTAGRAM, "mastodon": MASTODON}
WEB = {
    "facebook": "https://www.facebook.com",
    "instagram": "https://www.instagram.com",
    "mastodon": f"https://{MASTODON['host']}",
}
"""How the addresses of posts begin in the answers of a network."""
PATHS = {"x": "/x", "facebook": "/graph", "instagram": "/graph", "mastodon": "/mastodon"}
"""Where each network answers; its address is the option ``base_url`` of an account."""
