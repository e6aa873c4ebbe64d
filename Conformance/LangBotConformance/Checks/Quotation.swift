import JSONCore
package import LangBotContract

/// The sentences that checks cite; `Data/quotations.json` has document, place and words of each.
package enum Quotation: String, CaseIterable, Sendable {
    case methodOne, methodTwo, eitherMethod, userToken, onlyTwoMethods, blanket, sameEndpoints, unauthorized
    case invalidKey, notFound, internalError, listAll, manageKeys, logIn, rotateKeys, descriptiveNames, createBot
    case sortParameters, botLogs, updateModel, modelMembers, extensions, secretShownOnce, scopes, expiry, permissions
    case neededPermission, workspace, mcpServer, globalKey, providers
    case fieldNames, fieldWhitespace, duplicateFields, dateField, trailers, contentType, methodCase, headMethod
    case optionsMethod, idempotent, scheme, credentials, proxyAuthorization, stateless, badRequest, challenge
    case notFoundStatus, notAllowed, mediaType, notImplemented, longFields, invalidCharacters, headFields
    case expectation, targetTooLong, contentTooLarge, versionNotSupported, percentEncoding, bareCR, messageGrammar
    case host, absoluteForm, spaceBeforeColon, obsFold, transferCoding, lengthAndCoding, contentLength, pipelining
    case sharedCaches, bearerSyntax, bearerBody, bearerQuery, oneMethod, noErrorCode, jsonText, jwtAlgorithms
    case jwtValidation, jwtAlgorithmVerification, jwtExpiry, preflight, nonWildcard, wildcardCredentials, exposure
    case errorDetails, discrepancy, sessionExpiration, injection, pathTraversal, authenticationBypass, race
    case success, schemas, dateTimes, partialUpdate, freeForm, uniqueNames, browserCache, corsReflection
    case resourceConsumption, lockout, openRedirect, responseSplitting, entropy, mimeSniffing, memberTypes

    private static let all = try? JSONValue(parsing: PackageResources.quotations_json)

    /// The sentence in its document; in an edition of the guide that says it otherwise, there.
    package func source(in edition: Edition) -> Source {
        let changed = Edition.allCases.last { $0 <= edition && Self.all?["\(rawValue)@\($0.rawValue)"] != nil }
        let name = changed.map { "\(rawValue)@\($0.rawValue)" } ?? rawValue
        let row = Self.all?[name]?.arrayValue?.compactMap(\.stringValue) ?? []
        guard row.count == 3, let document = Source.Document(row[0]) else {
            preconditionFailure("quotations.json has no complete row '\(name)'")
        }
        return Source(document, row[1], row[2])
    }
}

extension Source.Document {
    /// The document with the given description.
    fileprivate init?(_ description: String) {
        let identifier = String(description.drop { !$0.isNumber })
        let number = Int(identifier) ?? 0
        let edition = Edition(rawValue: identifier).map(Self.edition)
        let documents: [Self] =
            [.apiKeyGuide, .openAPI, .reference, .fetch, .rfc(number), .cwe(number), .release(identifier)]
            + [edition].compactMap(\.self)
        guard let document = documents.first(where: { $0.description == description }) else { return nil }
        self = document
    }
}
