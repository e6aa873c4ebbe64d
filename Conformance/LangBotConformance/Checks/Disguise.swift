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
