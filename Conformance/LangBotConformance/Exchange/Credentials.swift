/// The credentials of a run.
package struct Credentials: Sendable {
    package let apiKey: String
    package let userToken: String?
    /// Other values that must not be shown, such as the password.
    package let others: [String]

    package init(apiKey: String, userToken: String? = nil, others: [String] = []) {
        self.apiKey = apiKey
        self.userToken = userToken
        self.others = others
    }
}
