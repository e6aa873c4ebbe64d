import JSONCore
import LangBotContract

extension Call {
    /// - Throws: a failure if the content does not meet the need of the operation.
    func checkContent() throws(DomainError) {
        guard let need = endpoint.contentNeed else { return }
        let content = try json()
        let isMet =
            switch need {
            case .readable: true
            case .present: !content.isNull
            case .object: content.objectValue != nil
            case .objectOrNull: content.objectValue != nil || content.isNull
            }
        guard isMet else { throw .failure("The content is not an object") }
    }
}
