/// The finding of a check.
package struct Finding: Sendable {
    package let conforms: Bool
    /// What the requirement asks for.
    package let expected: String
    /// What was observed.
    package let actual: String
    /// The exchange that the verdict is based on.
    package let exchange: AnsweredProbe?
    /// What was observed, without the parts that differ between runs; see ``AnswerSignature``.
    package let signature: String
    /// Whether somebody got in who must not.
    let isBreach: Bool

    init(
        _ conforms: Bool,
        expected: String,
        actual: String,
        _ exchange: AnsweredProbe? = nil,
        signature: String? = nil,
        isBreach: Bool = false
    ) {
        self.conforms = conforms
        self.expected = expected
        self.actual = actual
        self.exchange = exchange
        self.isBreach = isBreach
        let isWholeAnswer = exchange.map { $0.reply.status != 0 && $0.reply.summary == actual } ?? false
        let answer = isWholeAnswer ? exchange.map { AnswerSignature.of($0.reply) } : nil
        self.signature = signature ?? answer ?? AnswerSignature.masked(actual)
    }

    /// The same finding, of somebody who got in.
    var asBreach: Finding {
        Finding(conforms, expected: expected, actual: actual, exchange, signature: signature, isBreach: true)
    }
}
