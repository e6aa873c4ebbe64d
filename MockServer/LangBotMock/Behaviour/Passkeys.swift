import JSONCore
import LangBotContract

/// Passkeys (Web Authentication), up to where a signature has to be verified: no key is ever accepted.
extension Behaviour {
    var passkeys: [OperationID: Handler] {
        [
            "user.passkey.list": { _, _ throws(DomainError) in [] },
            "user.passkey.update": { _, call throws(DomainError) in
                let name = try content(call)["name"]
                guard isBlank(name) || name?.stringValue != nil else { throw .failure("The name is not a text") }
                guard !trimmed(name?.stringValue ?? "").isEmpty else {
                    throw .refusedWith200(1, "Passkey name cannot be empty")
                }
                throw Self.noPasskey
            },
            "user.passkey.delete": { _, _ throws(DomainError) in throw Self.noPasskey },
            "user.passkey.register_options": { world, call throws(DomainError) in
                let (account, email) = try ownAccount(world, call)
                let (challenge, token) = challenge(.registration, &world, call)
                return ["challenge_token": token, "options": registrationOptions(challenge, account, email)]
            },
            "user.passkey.auth_options": { world, call throws(DomainError) in
                let email = try optionalContent(call)["email"] ?? .null
                guard isBlank(email) || email.stringValue != nil else {
                    throw .refusedWith200(1, PythonText.lacks("strip", email))
                }
                let (challenge, token) = challenge(.signIn, &world, call)
                let options: JSONValue = [
                    "allowCredentials": [], "challenge": challenge, "rpId": Self.passkeyDomain, "timeout": 60_000,
                    "userVerification": "preferred",
                ]
                return ["challenge_token": token, "options": options]
            },
            "user.passkey.register_verify": { world, call throws(DomainError) in
                let (challenge, credential) = try answered(.registration, &world, call)
                throw .refusedWith200(1, PasskeyRegistration.fault(credential, challenge.bytes, Self.passkeyOrigin))
            },
            "user.passkey.auth_verify": { world, call throws(DomainError) in
                let (_, credential) = try answered(.signIn, &world, call)
                let isNamed = !isBlank(credential.objectValue?["id"])
                throw .refusedWith200(1, isNamed ? "Passkey credential not recognized" : "Missing credential id")
            },
        ]
    }

    private static let noPasskey = DomainError.refused(status: 404, code: -1, reason: "Passkey not found")

    /// Where a plain installation says that its pages are; the request does not matter.
    private static let passkeyDomain: JSONValue = "127.0.0.1"
    private static let passkeyOrigin = "http://127.0.0.1:5300"

    private func challenge(
        _ purpose: PasskeyChallenge.Purpose,
        _ world: inout World,
        _ call: Call
    ) -> (challenge: JSONValue, token: JSONValue) {
        let challenge = PasskeyChallenge(purpose: purpose, bytes: call.surroundings.randomBytes(32))
        let token = world.passkeyChallenges.issue(challenge, call.surroundings)
        return (.string(Base64URL.encode(challenge.bytes)), .string(token))
    }

    private func registrationOptions(_ challenge: JSONValue, _ account: String, _ email: String) -> JSONValue {
        let algorithms: [Int64] = [-8, -7, -257]
        return [
            "attestation": "none",
            "authenticatorSelection": [
                "requireResidentKey": false, "residentKey": "preferred", "userVerification": "preferred",
            ],
            "challenge": challenge, "excludeCredentials": [],
            "pubKeyCredParams": .array(algorithms.map { ["alg": .integer($0), "type": "public-key"] }),
            "rp": ["id": Self.passkeyDomain, "name": "LangBot"], "timeout": 60_000,
            "user": [
                "displayName": .string(email), "id": .string(Base64URL.encode(Array(account.utf8))),
                "name": .string(email),
            ],
        ]
    }

    /// The challenge that a browser answers, which is over with that, and the answer.
    private func answered(
        _ purpose: PasskeyChallenge.Purpose,
        _ world: inout World,
        _ call: Call
    ) throws(DomainError) -> (challenge: PasskeyChallenge, credential: JSONValue) {
        let members = try content(call)
        let given = isBlank(members["credential"]) ? members["response"] : members["credential"]
        guard let token = members["challenge_token"], !isBlank(token), let given, !isBlank(given) else {
            throw .refusedWith200(1, "Missing challenge_token or credential")
        }
        switch token {
        case .array, .object: throw .refusedWith200(1, "unhashable type: '\(PythonText.type(token))'")
        default: break
        }
        let text = token.stringValue ?? ""
        guard let challenge = world.passkeyChallenges.take(text, at: call.surroundings.now()) else {
            throw .refusedWith200(1, "Invalid or expired passkey challenge")
        }
        guard challenge.purpose == purpose else { throw .refusedWith200(1, "Passkey challenge purpose mismatch") }
        return (challenge, given)
    }
}

/// What a browser has to sign.
struct PasskeyChallenge: Sendable {
    enum Purpose: Sendable {
        case registration
        case signIn
    }

    let purpose: Purpose
    let bytes: [UInt8]
}
