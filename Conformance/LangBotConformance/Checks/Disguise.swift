import Foundation

/// A way to dress up a request without a credential, so that a careless deployment carries it out.
struct Disguise: Sendable {
    let slug: String
    let what: String
    /// Whether the request line names a path that is open to all, so that not every success is one too many.
    var namesOpenPath = false
    let apply: @Sendable (Probe) -> Probe

    /// The request as it is.
    static let none = Disguise(slug: "none", what: "no disguise") { $0 }

    static func field(_ name: String, _ value: Template, _ what: String? = nil) -> Disguise {
        Disguise(slug: name.lowercased(), what: what ?? name) { $0.adding(name, value) }
    }

    static func path(_ slug: String, _ what: String, _ change: @escaping @Sendable (String) -> String) -> Disguise {
        Disguise(slug: slug, what: what) { $0.path(Template(change($0.path.displayText))) }
    }

    static func method(_ slug: String, _ what: String, _ change: @escaping @Sendable (String) -> String) -> Disguise {
        Disguise(slug: slug, what: what) { $0.method(change($0.method)) }
    }

    /// Many fields at once: one request tries them all, and which of them it was is found out only where it matters.
    static func fields(_ slug: String, _ what: String, _ fields: [(name: String, value: String)]) -> Disguise {
        Disguise(slug: slug, what: what) { fields.reduce($0) { $0.adding($1.name, Template($1.value)) } }
    }

    static func query(_ slug: String, _ what: String, _ query: String) -> Disguise {
        .path(slug, what) { $0 + ($0.contains("?") ? "&" : "?") + query }
    }
}

extension Disguise {
    // MARK: - What is trusted because a proxy usually sets it

    /// Everything that is trusted, in as few requests as possible.
    static let trusted: [Disguise] = [
        .fields("addresses", "fields that say that the request comes from this machine", addressFields),
        .fields("networks", "fields that say that the request comes from a private network", networkFields),
        .fields("hosts", "fields that name another host or path", hostFields),
        .fields("users", "fields that name a user", userFields),
        .fields("marks", "fields that mark a request as internal", markFields),
        .field("Host", "localhost", "Host localhost"),
        .field("Host", "127.0.0.1", "Host 127.0.0.1"),
        .field("Host", "localhost:5300", "Host localhost:5300"),
        .field("Host", "langbot.internal", "Host langbot.internal"),
        .field("Origin", "http://localhost", "Origin localhost"),
        .field("Origin", "http://127.0.0.1", "Origin 127.0.0.1"),
        .field("Origin", "http://localhost:5300", "Origin localhost:5300"),
        .field("Origin", "null", "Origin null"),
        .field("Referer", "http://localhost/home/bots", "Referer of the web interface"),
        .field("User-Agent", "kube-probe/1.30", "User-Agent of a probe"),
        .field("User-Agent", "ELB-HealthChecker/2.0", "User-Agent of a health check"),
        .field("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)", "User-Agent of a crawler"),
        .field(
            "Cookie",
            "admin=true; logged_in=1; session=admin; role=admin; user=admin",
            "Cookies of an administrator"
        ),
        .query("one", "query parameters like debug=1", queries("1")),
        .query("true", "query parameters like debug=true", queries("true")),
        .query("debug", "the query parameter debug", "debug=1"),
    ]

    private static func all(_ value: String, _ names: String) -> [(name: String, value: String)] {
        names.split(separator: " ").map { (String($0), value) }
    }

    private static let addresses =
        "X-Forwarded-For X-Real-IP X-Client-IP True-Client-IP CF-Connecting-IP X-Cluster-Client-IP X-Originating-IP "
        + "X-Remote-IP X-Remote-Addr X-Forwarded Client-IP Fastly-Client-IP X-Original-Forwarded-For X-ProxyUser-IP"

    private static let addressFields =
        all("127.0.0.1", addresses) + [("Forwarded", "for=127.0.0.1;host=localhost;proto=https")]

    private static let networkFields = all("10.0.0.1", addresses) + [("Forwarded", "for=10.0.0.1;by=10.0.0.2")]

    private static let hostFields =
        all("localhost", "X-Forwarded-Host X-Host X-Forwarded-Server X-HTTP-Host-Override X-Original-Host")
        + all("https", "X-Forwarded-Proto X-Forwarded-Scheme X-Url-Scheme X-Scheme")
        + all("on", "X-Forwarded-SSL Front-End-Https X-HTTPS") + all("/internal", "X-Forwarded-Prefix X-Script-Name")
        + [("X-Forwarded-Port", "443"), ("Via", "1.1 gateway"), ("X-Forwarded-By", "gateway")]

    private static let userFields =
        all(
            "admin",
            "Remote-User X-Remote-User X-Forwarded-User X-Auth-Request-User X-WebAuth-User X-Authenticated-User "
                + "X-Authenticated-Userid X-Consumer-Username X-Credential-Username X-User X-User-Id X-User-Name "
                + "X-Username X-Forwarded-Preferred-Username X-Auth-User Auth-User X-MS-Client-Principal-Name "
                + "X-Amzn-Oidc-Identity X-Role X-Roles X-User-Role X-Groups X-Forwarded-Groups X-Auth-Request-Groups"
        )
        + all(
            "admin@example.com",
            "X-Forwarded-Email X-Auth-Request-Email X-Email X-User-Email Tailscale-User-Login "
                + "X-Goog-Authenticated-User-Email Cf-Access-Authenticated-User-Email"
        )
        + all("SUCCESS", "X-SSL-Client-Verify SSL-Client-Verify X-Client-Verify")
        + all("CN=admin", "X-SSL-Client-S-DN SSL-Client-S-DN X-Client-DN X-Forwarded-Client-Cert")

    private static let markFields =
        all("middleware", "X-Middleware-Subrequest X-NextJS-Data X-Internal-Service X-Service-Name X-Source X-Caller")
        + all(
            "true",
            "X-Internal X-Internal-Request X-Debug X-Admin X-Is-Admin X-Authenticated X-Auth-Bypass X-Skip-Auth "
                + "X-No-Auth X-Trusted X-Envoy-Internal X-Test X-Testing X-Health-Check X-Gateway X-From-Gateway "
                + "X-Preview X-Workspace-Id X-Dev X-Development X-Bypass"
        ) + [("X-Requested-With", "XMLHttpRequest"), ("Sec-Fetch-Site", "same-origin"), ("X-Auth-Status", "200")]

    private static func queries(_ value: String) -> String {
        [
            "debug", "internal", "test", "admin", "dev", "preview", "public", "noauth", "no_auth", "skip_auth",
            "bypass",
            "trusted", "anonymous", "local",
        ].map { "\($0)=\(value)" }.joined(separator: "&")
    }

    // MARK: - What makes a server answer in another way than usual

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
        .fields(
            "purpose",
            "a prefetch",
            [("Sec-Purpose", "prefetch"), ("Purpose", "prefetch"), ("X-Moz", "prefetch")]
        ),
        .field("Access-Control-Request-Method", "GET", "Access-Control-Request-Method"),
        .field("Content-Type", "application/x-www-form-urlencoded", "Content-Type of a form"),
        .fields("te", "TE and Prefer", [("TE", "trailers"), ("Prefer", "return=representation")]),
        Disguise(slug: "websocket", what: "Upgrade to a websocket") {
            $0.adding("Upgrade", "websocket").adding("Connection", "Upgrade")
                .adding("Sec-WebSocket-Version", "13").adding("Sec-WebSocket-Key", "bGJjb25mLWxiY29uZi0xMg==")
        },
        Disguise(slug: "h2c", what: "Upgrade to HTTP/2") {
            $0.adding("Upgrade", "h2c").adding("Connection", "Upgrade, HTTP2-Settings")
                .adding("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")
        },
    ]

    // MARK: - Methods

    static let methods: [Disguise] = [
        Disguise(slug: "version-1-0", what: "HTTP/1.0") { probe in
            var probe = probe
            probe.isOfVersion10 = true
            return probe
        },
        .method("lower-case", "the method in lower case") { $0.lowercased() },
        .method("mixed-case", "the method in mixed case") { $0.capitalized },
        .method("head", "HEAD") { _ in "HEAD" }, .method("options", "OPTIONS") { _ in "OPTIONS" },
        .method("patch", "PATCH") { _ in "PATCH" }, .method("trace", "TRACE") { _ in "TRACE" },
        .method("query", "QUERY") { _ in "QUERY" }, .method("propfind", "PROPFIND") { _ in "PROPFIND" },
        .method("unknown", "an unknown method") { _ in "LBCONF" },
        Disguise(slug: "override", what: "the method in X-HTTP-Method-Override of a POST") { probe in
            let names = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]
            return names.reduce(probe.method("POST")) { $0.adding($1, Template(probe.method)) }
        },
        Disguise(slug: "override-query", what: "the method in a query parameter of a POST") { probe in
            probe.method("POST").path(Template("\(probe.path.displayText)?_method=\(probe.method)"))
        },
    ]
}
