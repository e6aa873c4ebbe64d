/// What makes a server answer in another way than usual.
extension Disguise {
    static let features: [Disguise] = [
        .field("Range", "bytes=0-", "Range"),
        .fields("if-range", "Range and If-Range", [("Range", "bytes=0-99"), ("If-Range", "\"lbconf\"")]),
        .field("If-None-Match", "\"lbconf\"", "If-None-Match"),
        .field("If-None-Match", "*", "If-None-Match *"),
        .field("If-Match", "*", "If-Match"),
        .field("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "If-Modified-Since"),
        .field("If-Unmodified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", "If-Unmodified-Since"),
        .fields("cache-control", "Cache-Control and Pragma", [("Cache-Control", "no-cache"), ("Pragma", "no-cache")]),
        .field("Accept", "text/event-stream", "Accept of an event stream"),
        .field("Accept", "text/html,application/xhtml+xml", "Accept of a web page"),
        .field("Accept", "text/csv", "Accept of a table"),
        .field("Accept", "application/json", "Accept of JSON"),
        .field("Accept", "application/xml", "Accept of XML"),
        .field("Accept", "image/png,image/*", "Accept of a picture"),
        .field("Range", "items=0-9", "Range of items"),
        .fields(
            "purpose",
            "a prefetch",
            [("Sec-Purpose", "prefetch"), ("Purpose", "prefetch"), ("X-Moz", "prefetch")]
        ),
        .field("Access-Control-Request-Method", "GET", "Access-Control-Request-Method"),
        .field("Content-Type", "application/x-www-form-urlencoded", "Content-Type of a form"),
        .field("Content-Type", "multipart/form-data; boundary=lbconf", "Content-Type of a form with files"),
        .fields(
            "grpc",
            "Content-Type and Accept of gRPC",
            [("Content-Type", "application/grpc-web"), ("Accept", "application/grpc-web")]
        ),
        .fields(
            "te",
            "TE, Prefer and others that a server may ignore",
            [
                ("TE", "trailers"), ("Prefer", "return=representation"), ("Max-Forwards", "0"), ("Depth", "1"),
                ("Last-Event-ID", "1"), ("Want-Digest", "sha-256"), ("From", "admin@example.com"),
                ("Accept-Language", "de"), ("Access-Control-Request-Headers", "x-api-key"),
                ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Save-Data", "on"), ("Upgrade-Insecure-Requests", "1"),
                ("Service-Worker", "script"), ("Sec-GPC", "1"), ("Accept-Encoding", "identity"),
            ]
        ),
        .field("Cache-Control", "only-if-cached", "Cache-Control that asks caches alone"),
        Disguise(slug: "websocket", what: "Upgrade to a websocket") {
            $0.adding("Upgrade", "websocket").adding("Connection", "Upgrade")
                .adding("Sec-WebSocket-Version", "13").adding("Sec-WebSocket-Key", "bGJjb25mLWxiY29uZi0xMg==")
        },
        Disguise(slug: "h2c", what: "Upgrade to HTTP/2") {
            $0.adding("Upgrade", "h2c").adding("Connection", "Upgrade, HTTP2-Settings")
                .adding("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")
        },
    ]

    /// Features so seldom heard of that each list and each kind of resource gets a share.
    static let rareFeatures: [Disguise] = [
        Disguise(slug: "upgrade-other", what: "Upgrade to something unknown") {
            $0.adding("Upgrade", "lbconf/1").adding("Connection", "Upgrade")
        },
        .field("Content-Type", "text/plain", "Content-Type of text"),
        .field("Content-Encoding", "identity", "Content-Encoding"),
        .field("Connection", "close, X-API-Key", "Connection that names the field of the key"),
        .field("Range", "bytes=-1", "Range from the end"),
    ]
}
