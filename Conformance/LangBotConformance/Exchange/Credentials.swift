/// The credentials of a run.
package struct Credentials: Sendable {
    package let apiKey: String
    package let userToken: String?
    /// The account that the run signs in with.
    let account: (user: String, password: String)?

    package init(apiKey: String, userToken: String? = nil, account: (user: String, password: String)? = nil) {
        self.apiKey = apiKey
        self.userToken = userToken
        self.account = account
    }

    /// All values that must not be shown.
    var all: [String] { [apiKey, userToken, account?.password].compactMap(\.self) }
}
