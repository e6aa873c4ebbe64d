/// What is trusted because a proxy usually sets it, or because of who seems to ask.
extension Disguise {
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
            "admin=true; logged_in=1; session=admin; role=admin; user=admin; is_admin=1; token=1; auth=1; debug=1",
            "Cookies of an administrator"
        ),
        .query("one", "query parameters like debug=1", queries("1")),
        .query("true", "query parameters like debug=true", queries("true")),
        .query("debug", "the query parameter debug", "debug=1"),
        .query(
            "words",
            "query parameters like mode=debug",
            "mode=debug&role=admin&user=admin&auth=false&source=internal&env=dev&format=json&callback=lbconf"
        ),
    ]

    /// What is trusted, in few requests; servers and proxies take a hundred fields at most.
    static let brieflyTrusted: [Disguise] = [
        .fields("places", "fields that name this machine", addressFields + hostFields),
        .fields("users", "fields that name a user", userFields),
        .fields(
            "inside",
            "fields that mark a request as internal",
            markFields + [
                ("Referer", "http://localhost/home/bots"), ("Cookie", "admin=true; session=admin; auth=1; token=1"),
            ]
        ),
        .field("Host", "localhost", "Host localhost"), .field("Host", "127.0.0.1", "Host 127.0.0.1"),
        .field("Origin", "http://localhost", "Origin localhost"),
        .field("Origin", "http://127.0.0.1", "Origin 127.0.0.1"),
        .field("User-Agent", "kube-probe/1.30", "User-Agent of a probe"),
        .query("both", "query parameters like debug=1 and admin=true", "\(queries("1"))&\(queries("true"))"),
    ]

    /// What is trusted more seldom, of which each kind of resource gets a share.
    static let seldomTrusted: [Disguise] = [
        .fields(
            "loopback-6",
            "fields that say that the request comes from ::1",
            all("::1", addresses) + [("Forwarded", "for=\"[::1]\"")]
        ),
        .fields(
            "private-16",
            "fields that say that the request comes from 192.168.0.1",
            all("192.168.0.1", addresses) + [("Forwarded", "for=192.168.0.1")]
        ),
        .fields(
            "private-12",
            "fields that say that the request comes from 172.17.0.1",
            all("172.17.0.1", addresses) + [("Forwarded", "for=172.17.0.1")]
        ),
        .fields(
            "chain",
            "fields that say that the request comes from 203.0.113.7, 127.0.0.1",
            all("203.0.113.7, 127.0.0.1", addresses) + [("Forwarded", "for=203.0.113.7, for=127.0.0.1")]
        ),
        .fields(
            "name",
            "fields that say that the request comes from localhost",
            all("localhost", addresses) + [("Forwarded", "for=localhost")]
        ),
        .fields("numbered-marks", "fields that mark a request as internal by a 1", all("1", marks)),
        .fields(
            "inner-hosts",
            "fields that name a host of the inside",
            all("langbot.internal", hosts) + [("X-Forwarded-Port", "5300")]
        ),
        .fields("numeric-hosts", "fields that name 127.0.0.1", all("127.0.0.1", hosts)),
        .field("Host", "[::1]", "Host [::1]"),
        .field("Host", "langbot:5300", "Host of a container"),
        .field("Origin", "http://localhost:3000", "Origin of a development server"),
        .field("Origin", "https://localhost", "Origin https localhost"),
        .field("User-Agent", "LangBot", "User-Agent of LangBot itself"),
        .field("User-Agent", "curl/8.5.0", "User-Agent of curl"),
    ]

    /// What is trusted so seldom that each list and each kind of resource gets a share.
    static let rarelyTrusted: [Disguise] = [
        .fields(
            "mapped",
            "fields that say that the request comes from ::ffff:127.0.0.1",
            all("::ffff:127.0.0.1", addresses)
        ),
        .fields("unspecified", "fields that say that the request comes from 0.0.0.0", all("0.0.0.0", addresses)),
        .fields("first-of-chain", "fields with 127.0.0.1 first", all("127.0.0.1, 203.0.113.7", addresses)),
        .fields("numbers", "fields that name a user by 1", all("1", users)),
        .fields("zeros", "fields that name a user by 0", all("0", users)),
        .fields("roots", "fields that name the user root", all("root", users)),
        .field("Host", "0.0.0.0", "Host 0.0.0.0"),
        .field("Host", "host.docker.internal", "Host of a container's machine"),
        .field("Origin", "http://localhost:8080", "Origin of another server on this machine"),
        .field("Origin", "http://localhost:5173", "Origin of another development server"),
        .field("Origin", "http://127.0.0.1:5300", "Origin 127.0.0.1:5300"),
        .field("Origin", "file://", "Origin of a file"),
        .field("Referer", "http://localhost/login", "Referer of the page for signing in"),
        .field("Origin", "https://langbot.app", "Origin of LangBot's own site"),
        .field("Origin", "chrome-extension://lbconf", "Origin of a browser extension"),
        .field("User-Agent", "python-requests/2.32.3", "User-Agent of a script"),
        .field("User-Agent", "", "an empty User-Agent"),
        .field("User-Agent", "Prometheus/2.53.0", "User-Agent of a monitor"),
        .field("User-Agent", "Mozilla/5.0+(compatible; UptimeRobot/2.0)", "User-Agent of another monitor"),
        .field("User-Agent", "Go-http-client/1.1", "User-Agent of a gateway"),
        .query("zero", "query parameters like auth=0", "auth=0&login=0&secure=0&protected=0&private=0&verify=0"),
        .query("bare", "query parameters without a value", "debug&internal&test&admin&preview&public"),
        .query(
            "plugins",
            "query parameters of LangBot's own parts",
            "from=plugin&source=web&user_id=1&uid=1&client=web"
        ),
        .query("padding", "query parameters of scripts in web pages", "callback=x&jsonp=x&cb=x&_=1"),
    ]

    private static func all(_ value: String, _ names: String) -> [(name: String, value: String)] {
        names.split(separator: " ").map { (String($0), value) }
    }

    private static let addresses =
        "X-Forwarded-For X-Real-IP X-Client-IP True-Client-IP CF-Connecting-IP X-Cluster-Client-IP X-Originating-IP "
        + "X-Remote-IP X-Remote-Addr X-Forwarded Client-IP Fastly-Client-IP X-Original-Forwarded-For X-ProxyUser-IP "
        + "X-Azure-ClientIP X-Azure-SocketIP WL-Proxy-Client-IP Proxy-Client-IP X-Envoy-External-Address X-Host-IP "
        + "Fly-Client-IP Ali-CDN-Real-IP X-Appengine-User-IP X-Source-IP X-Remote-Client-IP"

    private static let addressFields =
        all("127.0.0.1", addresses) + [("Forwarded", "for=127.0.0.1;host=localhost;proto=https")]

    private static let networkFields = all("10.0.0.1", addresses) + [("Forwarded", "for=10.0.0.1;by=10.0.0.2")]

    private static let hosts = "X-Forwarded-Host X-Host X-Forwarded-Server X-HTTP-Host-Override X-Original-Host"

    private static let hostFields =
        all("localhost", hosts)
        + all("https", "X-Forwarded-Proto X-Forwarded-Scheme X-Url-Scheme X-Scheme")
        + all("on", "X-Forwarded-SSL Front-End-Https X-HTTPS") + all("/internal", "X-Forwarded-Prefix X-Script-Name")
        + [("X-Forwarded-Port", "443"), ("Via", "1.1 gateway"), ("X-Forwarded-By", "gateway")]

    private static let users =
        "Remote-User X-Remote-User X-Forwarded-User X-Auth-Request-User X-WebAuth-User X-Authenticated-User "
        + "X-Authenticated-Userid X-Consumer-Username X-Consumer-Id X-Consumer-Custom-Id X-Credential-Username X-User "
        + "X-User-Id X-User-Name X-Username X-Forwarded-Preferred-Username X-Auth-User Auth-User X-Auth-Username "
        + "X-MS-Client-Principal-Name X-MS-Client-Principal-Id X-Amzn-Oidc-Identity X-Authentik-Username X-Vouch-User "
        + "X-SSO-User X-Oauth-User "
        + "X-Logged-In-User X-Current-User X-Account X-Account-Id X-Principal X-Identity X-Userinfo X-Admin-User "
        + "X-Forwarded-Login X-IAP-User Remote-Name X-Remote-Name OIDC-Claim-Sub OIDC-Claim-Preferred-Username "
        + "X-Client-Id X-App-Id X-Tenant-Id X-Remote-Login REMOTE_USER"

    private static let addressesOfUsers =
        "X-Forwarded-Email X-Auth-Request-Email X-Email X-User-Email Remote-Email X-Remote-Email X-Authentik-Email "
        + "X-Pomerium-Claim-Email OIDC-Claim-Email Tailscale-User-Login X-Goog-Authenticated-User-Email "
        + "Cf-Access-Authenticated-User-Email"

    private static let roles =
        "X-Role X-Roles X-User-Role X-User-Roles X-Groups X-Forwarded-Groups X-Auth-Request-Groups Remote-Groups "
        + "X-Remote-Groups X-Authentik-Groups X-Permissions X-Scope X-Scopes"

    private static let userFields =
        all("admin", users + " " + roles) + all("admin@example.com", addressesOfUsers)
        + all("SUCCESS", "X-SSL-Client-Verify SSL-Client-Verify X-Client-Verify")
        + all(
            "CN=admin",
            "X-SSL-Client-S-DN SSL-Client-S-DN X-Client-DN X-Forwarded-Client-Cert X-SSL-Client-Cert X-Client-Cert "
                + "X-SSL-Cert Client-Cert X-ARR-ClientCert"
        )
        + all(
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
            "Cf-Access-Jwt-Assertion X-Goog-IAP-JWT-Assertion X-JWT-Assertion X-Amzn-Oidc-Data X-ID-Token "
                + "X-Pomerium-JWT-Assertion X-Forwarded-Access-Token X-MS-Client-Principal"
        )

    private static let marks =
        "X-Internal X-Internal-Request X-Internal-Call X-Internal-Auth X-Internal-Token X-Is-Internal X-Local X-Debug "
        + "X-Debug-Mode X-Admin X-Is-Admin X-Root X-Super-User X-Sudo X-Authenticated X-Auth-Bypass X-Skip-Auth "
        + "X-No-Auth X-Trusted X-Envoy-Internal X-Test X-Testing X-Test-Mode X-Health-Check X-Healthcheck X-Probe "
        + "X-Monitoring X-Gateway X-From-Gateway X-Preview X-Workspace-Id X-Dev X-Dev-Mode X-Development X-Bypass X-Cron "
        + "X-Appengine-Cron X-Vercel-Cron X-Subrequest X-Sub-Request X-Anonymous-Consumer X-LangBot-Internal "
        + "X-LangBot-Plugin X-LangBot-Workspace X-LangBot-User X-Purpose X-Scheduler X-Worker X-Task X-Plugin "
        + "X-From-Plugin X-Request-Id X-Amz-Cf-Id X-Inertia X-Master DNT Early-Data "
        + "X-Accel-Internal X-Sendfile-Type X-B3-TraceId X-B3-Sampled X-Correlation-Id"

    private static let markFields =
        all(
            "middleware",
            "X-NextJS-Data X-Internal-Service X-Service X-Service-Name X-Source X-Caller X-Server X-Client"
        )
        + all("true", marks)
        + [
            ("X-Middleware-Subrequest", "middleware:middleware:middleware:middleware:middleware"),
            ("X-Requested-With", "XMLHttpRequest"), ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "cors"),
            ("Sec-Fetch-Dest", "empty"), ("X-Auth-Status", "200"),
            ("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        ]

    /// What names the deployment's own web page, or the account of the run: a server may know that one and no `admin`.
    static func own(_ session: Session) -> [Disguise] {
        let origin = session.target.url.dropLast(session.target.prefix.count)
        let pages = [
            Disguise.field("Origin", Template(String(origin)), "Origin of the deployment itself"),
            Disguise.field("Referer", Template("\(origin)/home/bots"), "Referer of the deployment itself"),
        ]
        guard let user = session.credentials.account?.user else { return pages }
        return pages + [fields("account", "fields that name the account", all(user, users + " " + addressesOfUsers))]
    }

    private static func queries(_ value: String) -> String {
        [
            "debug", "internal", "test", "admin", "dev", "preview", "public", "noauth", "no_auth", "skip_auth",
            "bypass",
            "trusted", "anonymous", "local", "trace", "verbose", "raw", "share", "embed", "mock", "guest",
            "_debug", "is_admin", "cache", "readonly", "health", "callback", "format",
        ].map { "\($0)=\(value)" }.joined(separator: "&")
    }
}
