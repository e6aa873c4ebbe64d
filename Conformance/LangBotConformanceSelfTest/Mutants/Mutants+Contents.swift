import HTTPCore

/// What is made of content.
extension Mutants {
    static let contents = [
        Mutant(
            "content.unusable-is-500",
            "Content that cannot be used is a failure of the server's.",
            [
                "body.malformed", "body.empty", "body.array", "body.scalar", "body.string", "body.invalid-utf8",
                "body.deep", "body.coding", "body.undeclared", "body.media-type",
            ],
            .status([400, 411, 415, 422], 500)
        ),
        Mutant(
            "content.malformed-is-500",
            "Malformed JSON is a failure of the server's.",
            ["body.malformed"],
            equivalent: [
                .init(profiles: Releases.all, reason: "so answers every release anyway")
            ],
            .status([400], 500) { $0.text == "{" }
        ),
        Mutant(
            "content.scalars-are-objects",
            "Whatever JSON is sent is taken for an object.",
            ["body.array", "body.scalar", "body.string"],
            Mutation(answer: { request, original in
                ["[]", "1", "\"lbconf\""].contains(request.text) && !request.isAnonymous
                    ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "content.other-types-taken",
            "Content that is declared as text is taken.",
            ["body.media-type"],
            Mutation(answer: { request, original in
                request.text == "lbconf" && !request.isAnonymous ? .bots : original.answer(request)
            })
        ),
        Mutant(
            "content.charset-refused",
            "A charset beside the media type is refused.",
            ["body.charset"],
            Mutation(answer: { request, original in
                request.fields["content-type"]?.contains("charset") ?? false
                    ? .envelope(415, -1, "Unsupported Media Type") : original.answer(request)
            })
        ),
        Mutant(
            "content.half-a-character-breaks",
            "Half a character in a text makes its resource unreadable.",
            ["body.lone-surrogate"],
            halfCharacter()
        ),
        Mutant(
            "content.huge-breaks",
            "Content that is too large is a failure of the server's.",
            ["body.huge", "body.huge.unauthorized"],
            equivalent: [
                .init(profiles: Releases.withoutLimits, reason: "so answer these anyway")
            ],
            Mutation(refuse: { refusal, response in
                if case .bodyTooLarge = refusal { .envelope(500, -2, "MemoryError") } else { response }
            })
        ),
        Mutant(
            "content.huge-is-taken",
            "Content that is too large leads around authentication.",
            ["body.huge", "body.huge.unauthorized"],
            Mutation(refuse: { refusal, response in
                if case .bodyTooLarge = refusal { .bots } else { response }
            })
        ),
    ]

    private static func halfCharacter() -> Mutation {
        let broken = Locked<Set<String>>([])
        return Mutation(answer: { request, original in
            let path = String(request.path)
            if request.text.contains("\\ud800") { broken.withLock { _ = $0.insert(path) } }
            let isBroken = request.method == .get && broken.withLock { $0.contains(path) }
            return isBroken ? .envelope(500, -2, "UnicodeEncodeError") : original.answer(request)
        })
    }
}
