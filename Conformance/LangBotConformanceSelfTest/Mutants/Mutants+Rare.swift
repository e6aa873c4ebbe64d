import HTTPCore
import JSONCore

/// Ways round the authentication that few deployments have: each shows on one list and one kind of resource.
extension Mutants {
    static let rare = [
        rare("unknown-methods", "Unknown methods read, without a credential.", "method") { request, original in
            guard request.method.rawValue == "FOO" else { return }
            request.method = .get
            request.authenticate(original.apiKey)
        },
        rare("unspecified-host", "Requests to 0.0.0.0 need no credential.", "trust") { request, original in
            if request.fields["host"]?.hasPrefix("0.0.0.0") == true { request.authenticate(original.apiKey) }
        },
        rare("switched-off", "A query parameter switches authentication off.", "trust") { request, original in
            if request.query?.hasPrefix("auth=0") == true { request.authenticate(original.apiKey) }
        },
        rare("other-upgrade", "Requests to change the protocol need no credential.", "feature") { request, original in
            guard request.fields["upgrade"] == "lbconf/1" else { return }
            request.fields.remove("Upgrade")
            request.authenticate(original.apiKey)
        },
        rare("behind-a-page", "A page of the web interface serves what a field names.", "path") { request, original in
            guard request.path == "/home", let path = request.fields["x-original-url"] else { return }
            request.target = path
            request.authenticate(original.apiKey)
        },
        rare("full-width", "Full-width letters in paths are taken for ASCII.", "path") { request, original in
            let code = /%EF%BD%([89])([0-9A-F])/
            guard let match = request.target.firstMatch(of: code),
                let byte = UInt8(match.output.1 + match.output.2, radix: 16)
            else { return }
            let letter = String(UnicodeScalar(byte - 0x81 + 0x61))
            request.target = request.target.replacing(match.output.0, with: letter)
            request.authenticate(original.apiKey)
        },
        rare("monitor", "Requests of a monitor need no credential.", "trust") { request, original in
            if request.fields["user-agent"]?.hasPrefix("Prometheus") == true { request.authenticate(original.apiKey) }
        },
        rare("user-zero", "A gateway's user with a number needs no credential.", "trust") { request, original in
            if request.fields["x-user-id"].flatMap({ Int($0) }) != nil { request.authenticate(original.apiKey) }
        },
        rare("one-byte", "Requests for one byte need no credential.", "feature") { request, original in
            guard request.fields["range"]?.wholeMatch(of: /bytes=(\d+)-\1/) != nil else { return }
            request.authenticate(original.apiKey)
        },
        rare("fragment-of-page", "Requests for a part of a page need no credential.", "feature") { request, original in
            if request.fields.contains("hx-request") { request.authenticate(original.apiKey) }
        },
        rare("twice-encoded-slash", "Paths are decoded twice.", "path") { request, original in
            let target = request.target.replacing(/%25([0-9A-Fa-f]{2})/) { code in
                UInt8(code.output.1, radix: 16).map { String(UnicodeScalar($0)) } ?? ""
            }
            guard target != request.target else { return }
            request.target = target
            request.authenticate(original.apiKey)
        },
        Mutant(
            "method.overridden-in-field",
            "X-Original-Method turns a POST with a key into a DELETE.",
            ["method.override.change"],
            .requests { request, _ in
                guard request.method == .post, let method = request.fields["x-original-method"] else { return }
                request.method = HTTPMethod(rawValue: method)
            }
        ),
        Mutant(
            "method.overridden-in-content",
            "A member of a POST's content turns it into a DELETE.",
            ["method.override.change"],
            .requests { request, _ in
                guard request.method == .post, let method = request.json?["_method"]?.stringValue else { return }
                request.method = HTTPMethod(rawValue: method)
            }
        ),
    ]

    private static func rare(
        _ slug: String,
        _ sentence: String,
        _ family: String,
        _ change: @escaping @Sendable (inout HTTPRequest, Original) -> Void
    ) -> Mutant {
        Mutant(
            "bypass.\(slug)",
            sentence,
            ["bypass.\(family).lists"],
            .requests { request, original in
                if request.isAnonymous { change(&request, original) }
            }
        )
    }
}
