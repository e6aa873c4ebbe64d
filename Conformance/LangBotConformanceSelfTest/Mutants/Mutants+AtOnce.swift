import HTTPCore
import LangBotContract

/// What goes wrong where much happens at once.
extension Mutants {
    static let atOnce = [
        Mutant(
            "race.authentication",
            "Now and then a request is let in with the credential of another.",
            ["auth.parallel"],
            everyFifth { request, original in
                guard request.fields["x-api-key"]?.hasPrefix("lbk_0000") == true else { return }
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "race.answers",
            "Now and then an answer is that to somebody else's request.",
            ["concurrency.own-answers"],
            swapped()
        ),
        Mutant(
            "race.cache",
            "The list of keys is kept, and given to whoever asks next.",
            ["concurrency.own-credentials"],
            kept()
        ),
    ]

    private static func everyFifth(
        _ change: @escaping @Sendable (inout HTTPRequest, Original) -> Void
    ) -> Mutation {
        let count = Locked(0)
        return .requests { request, original in
            guard request.path == "/api/v1/platform/bots", request.method == .get else { return }
            let isFifth = count.withLock { count in
                count += 1
                return count.isMultiple(of: 5)
            }
            if isFifth { change(&request, original) }
        }
    }

    private static func swapped() -> Mutation {
        let last = Locked<(answer: HTTPResponse?, count: Int)>((nil, 0))
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            guard operation == "pipeline.get", answer.status == 200 else { return answer }
            return last.withLock { last in
                last.count += 1
                defer { last.answer = answer }
                return last.count.isMultiple(of: 3) ? last.answer ?? answer : answer
            }
        })
    }

    private static func kept() -> Mutation {
        let last = Locked<HTTPResponse?>(nil)
        return Mutation(answer: { request, original in
            let (answer, operation) = original.answerAndOperation(request)
            guard operation == "api_key.list" else { return answer }
            return last.withLock { last in
                if answer.status == 200 { last = answer }
                return last ?? answer
            }
        })
    }
}
