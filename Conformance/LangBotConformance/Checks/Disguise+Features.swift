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
        .fields(
            "frameworks",
            "fields of frameworks, extensions and registers that a server may ignore",
            [
                ("Priority", "u=1"), ("Idempotency-Key", "\"lbconf\""), ("Content-Disposition", "inline"),
                ("Accept-Charset", "utf-8"), ("A-IM", "feed"), ("Negotiate", "trans"), ("Keep-Alive", "timeout=5"),
                ("If-Schedule-Tag-Match", "\"lbconf\""), ("Overwrite", "T"), ("Lock-Token", "<lbconf:1>"),
                ("Slug", "lbconf"),
                ("X-PJAX", "true"), ("HX-Request", "true"), ("Turbo-Frame", "lbconf"), ("RSC", "1"),
                ("Next-Action", "lbconf"), ("Next-Router-Prefetch", "1"), ("X-Livewire", "true"), ("X-Fetch", "true"),
                ("MCP-Protocol-Version", "2025-06-18"), ("Mcp-Session-Id", "lbconf"), ("Sec-WebSocket-Protocol", "mcp"),
                ("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"),
                ("Sec-Fetch-User", "?1"), ("X-Ajax", "true"), ("SOAPAction", "lbconf"), ("X-Do-Not-Track", "1"),
            ]
        ),
        .fields(
            "content-claims",
            "fields about content that a strict server refuses",
            [
                ("Trailer", "X-Lbconf"), ("Digest", "sha-256=AA=="), ("Content-MD5", "AA=="),
                ("Content-Range", "items 0-9/10"),
            ]
        ),
        websocket, h2c, chunked,
    ]

    /// Features, all fields that can stand together in one request.
    static let briefFeatures: [Disguise] = [
        .fields(
            "together",
            "conditions, ranges and preferences",
            [
                ("Range", "bytes=0-"), ("If-None-Match", "\"lbconf\""),
                ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Cache-Control", "no-cache"),
                ("Pragma", "no-cache"), ("Accept", "text/event-stream"), ("Sec-Purpose", "prefetch"),
                ("Purpose", "prefetch"), ("Access-Control-Request-Method", "POST"), ("TE", "trailers"),
                ("Prefer", "return=representation"), ("Last-Event-ID", "1"), ("Idempotency-Key", "\"lbconf\""),
                ("MCP-Protocol-Version", "2025-06-18"), ("X-PJAX", "true"), ("HX-Request", "true"),
            ]
        ),
        .field("If-Match", "*", "If-Match"), .field("Accept", "text/html", "Accept of a web page"),
        .field("Content-Type", "multipart/form-data; boundary=lbconf", "Content-Type of a form with files"),
        websocket, h2c, chunked,
    ]

    private static let websocket = Disguise(slug: "websocket", what: "Upgrade to a websocket") {
        $0.adding("Upgrade", "websocket").adding("Connection", "Upgrade")
            .adding("Sec-WebSocket-Version", "13").adding("Sec-WebSocket-Key", "bGJjb25mLWxiY29uZi0xMg==")
    }

    private static let chunked = Disguise(slug: "chunked", what: "content in chunks") { probe in
        var probe = probe.adding("Transfer-Encoding", "chunked")
        let content = probe.body?.displayText ?? ""
        let size = String(content.utf8.count, radix: 16)
        probe.body = Template(content.isEmpty ? "0\r\n\r\n" : "\(size)\r\n\(content)\r\n0\r\n\r\n")
        probe.isFramed = true
        return probe
    }

    private static let h2c = Disguise(slug: "h2c", what: "Upgrade to HTTP/2") {
        $0.adding("Upgrade", "h2c").adding("Connection", "Upgrade, HTTP2-Settings")
            .adding("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")
    }

    /// Features so seldom heard of that each list and each kind of resource gets a share.
    static let rareFeatures: [Disguise] = [
        Disguise(slug: "upgrade-other", what: "Upgrade to something unknown") {
            $0.adding("Upgrade", "lbconf/1").adding("Connection", "Upgrade")
        },
        .field("Content-Type", "text/plain", "Content-Type of text"),
        .field("Expect", "100-continue", "Expect"), .field("Proxy-Connection", "keep-alive", "Proxy-Connection"),
        .field("Content-Encoding", "identity", "Content-Encoding"),
        .field("Connection", "close, X-API-Key", "Connection that names the field of the key"),
        .field("Range", "bytes=-1", "Range from the end"),
        .field("Range", "bytes=0-0", "Range of one byte"),
        .field("Range", "bytes=0-0,2-3", "Range of two parts"),
        Disguise(slug: "upgrade-tls", what: "Upgrade to TLS") {
            $0.adding("Upgrade", "TLS/1.0").adding("Connection", "Upgrade")
        },
        .field("Accept", "text/plain", "Accept of text"),
        .field("Accept", "application/octet-stream", "Accept of bytes"),
        .field("Accept-Encoding", "gzip, deflate, br, zstd", "Accept-Encoding of a browser"),
        .field("Cache-Control", "no-store", "Cache-Control no-store"),
        .field("Cache-Control", "max-age=0", "Cache-Control max-age=0"),
        .field("Content-Type", "application/xml", "Content-Type of XML"),
        .field("Content-Type", "application/graphql", "Content-Type of GraphQL"),
        .field("Content-Type", "application/json-patch+json", "Content-Type of a patch"),
        Disguise(slug: "content", what: "content where none is due") { $0.body == nil ? $0.json("{}") : $0 },
    ]
}
