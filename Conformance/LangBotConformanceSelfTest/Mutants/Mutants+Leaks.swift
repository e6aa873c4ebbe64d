import HTTPCore
import JSONCore

/// What answers tell though they should not.
extension Mutants {
    static let leaks = [
        Mutant(
            "leak.malformed-key-told-apart",
            "A malformed key is told that it is malformed.",
            ["leak.key-state"],
            .answers { request, response in
                if response.status == 401, request.fields["x-api-key"] == "lbk_" {
                    response.replace("\"msg\":\"", "\"msg\":\"Malformed: ")
                }
            }
        ),
        Mutant(
            "leak.key-in-errors",
            "An error repeats the key that led to it.",
            ["leak.credential-echo"],
            .answers { request, response in
                if response.status >= 400, let key = request.fields["x-api-key"] {
                    response.fields.append("X-Debug-Key", key)
                }
            }
        ),
        Mutant(
            "leak.key-in-content",
            "An answer repeats the key of its request in its content.",
            ["leak.credential-echo"],
            .answers { request, response in
                if response.status == 200, let key = request.fields["x-api-key"] {
                    response.replace("{\"code\":0,", "{\"code\":0,\"key\":\"\(key)\",")
                }
            }
        ),
        Mutant(
            "leak.redirect",
            "A path of nothing leads elsewhere.",
            ["leak.redirect", "route.unknown.status"],
            .answers { request, response in
                guard request.path.hasSuffix("lbconf-no-such-path") else { return }
                response.status = 302
                response.fields.set("Location", "http://lbconf.example/")
            }
        ),
    ]
}
