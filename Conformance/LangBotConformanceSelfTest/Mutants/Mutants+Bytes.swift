import HTTPCore

/// Bytes that HTTP forbids or only just allows.
extension Mutants {
    static let bytes = [
        Mutant(
            "bytes.bare-cr",
            "A bare CR ends a line.",
            ["wire.bare-cr"],
            .overlooks([.fieldValue, .lineEnding])
        ),
        Mutant(
            "bytes.fold-breaks",
            "A folded line is answered with 500.",
            ["wire.obs-fold"],
            Mutation(refuse: { refusal, response in
                refusal == .malformed(.foldedField) ? .envelope(500, -2, "ValueError") : response
            })
        ),
        Mutant(
            "bytes.field-names",
            "Any field name is accepted.",
            ["wire.space-before-colon", "wire.nameless-field"],
            .overlooks([.fieldName])
        ),
        Mutant("bytes.no-host", "A missing Host is accepted.", ["wire.host.missing"], .overlooks([.missingHost])),
        Mutant("bytes.two-hosts", "Two Host fields are accepted.", ["wire.host.twice"], .overlooks([.duplicateHost])),
        Mutant(
            "bytes.targets",
            "Any request target is accepted.",
            ["wire.target.relative"],
            .overlooks([.target])
        ),
        Mutant(
            "bytes.long-target-breaks",
            "A long request target is answered with 500.",
            ["wire.target.long"],
            Mutation(refuse: { refusal, response in
                refusal == .targetTooLong || refusal == .headTooLarge ? .envelope(500, -2, "MemoryError") : response
            })
        ),
        Mutant(
            "bytes.whole-url-unknown",
            "An absolute URL as the request target is answered with 404.",
            ["wire.target.absolute"],
            Mutation(answer: { request, original in
                request.target.hasPrefix("http://") ? .envelope(404, -1, "Not found") : original.answer(request)
            })
        ),
        Mutant(
            "bytes.whole-url-open",
            "An absolute URL as the request target bypasses authentication.",
            ["wire.target.absolute.unauthorized"],
            .letsIn { request, _ in request.target.hasPrefix("http://") }
        ),
        Mutant(
            "bytes.anything-is-a-request",
            "Bytes that are not HTTP are answered like a request.",
            ["wire.garbage"],
            .overlooks([.startLine, .method, .lineEnding, .prematureEnd])
        ),
        Mutant(
            "bytes.lengths",
            "Any Content-Length is accepted.",
            ["wire.length.invalid", "wire.length.twice"],
            .overlooks([.contentLength])
        ),
        Mutant("bytes.chunks", "Any chunk size is accepted.", ["wire.chunk.invalid"], .overlooks([.chunk])),
        Mutant(
            "bytes.codings",
            "Any transfer coding is accepted.",
            ["wire.coding.unknown"],
            Mutation(refuse: { refusal, response in
                refusal == .unsupportedTransferCoding || refusal == .malformed(.transferEncoding) ? .bots : response
            })
        ),
        Mutant(
            "bytes.old-version-open",
            "HTTP/1.0 bypasses authentication.",
            ["wire.version.1-0"],
            .letsIn { request, _ in request.version == .http10 }
        ),
        Mutant(
            "bytes.versions",
            "Any HTTP version is accepted.",
            ["wire.version.unknown"],
            equivalent: [.init(profiles: Releases.all, reason: "every release does this; it is a known deviation")],
            Mutation(refuse: { refusal, response in refusal == .unsupportedVersion ? .bots : response })
        ),
        Mutant(
            "bytes.continue-first",
            "100 Continue is sent before the credential is checked.",
            ["wire.expect-continue"],
            Mutation(refusesUnread: false)
        ),
    ]
}
