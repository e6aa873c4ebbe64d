import Foundation
import JSONCore
import LangBotContract

extension Behaviour {
    /// Surveys and feedback, which go to LangBot's makers; where they cannot be reached, there is no survey and nothing
    /// can be sent.
    var surveys: [OperationID: Handler] {
        [
            "survey.pending": { _, _ throws(DomainError) in ["survey": nil] },
            "survey.respond": { _, call throws(DomainError) in
                try checkSurvey(call)
                throw .refusedWith200(2, "Failed to submit response")
            },
            "survey.dismiss": { _, call throws(DomainError) in
                try checkSurvey(call)
                throw .refusedWith200(2, "Failed to dismiss")
            },
            "survey.feedback": { _, call throws(DomainError) in
                try checkFeedback(try leniently(call))
                throw .refusedWith200(6, "Failed to submit feedback")
            },
        ]
    }

    private func checkSurvey(_ call: Call) throws(DomainError) {
        guard !isBlank(try content(call)["survey_id"]) else { throw .refusedWith200(1, "survey_id required") }
    }

    private func checkFeedback(_ members: JSONObject) throws(DomainError) {
        let text = trimmed(PythonText.str(members["content"] ?? ""))
        guard !text.isEmpty else { throw .refusedWith200(1, "content required") }
        guard text.unicodeScalars.count <= 5000 else { throw .refusedWith200(2, "content too long") }
        guard let attachments = (members["attachments"] ?? []).arrayValue else {
            throw .refusedWith200(3, "attachments must be an array")
        }
        guard attachments.count <= 3 else { throw .refusedWith200(4, "too many attachments") }
        for attachment in attachments {
            let address = PythonText.str(attachment["data_url"] ?? "")
            guard address.hasPrefix("data:image/") else { continue }
            let parts = address.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            guard let payload = parts.dropFirst().first, let content = Data(base64Encoded: String(payload)),
                content.count <= 1 << 20
            else { throw .refusedWith200(5, "attachment too large") }
        }
    }
}
