@S1
Feature: S1 Everything travels encrypted: HTTPS only, TLS 1.2 or later, AES-256
  Older protocols and weaker ciphers are refused, plain HTTP only points to HTTPS, and browsers are told never to try without.

  Scenario Outline: <protocol> with <suite> is <outcome>
    When a scanner offers <protocol> with "<suite>"
    Then the handshake is <outcome>

    Examples:
      | protocol | suite                         | outcome  |
      | TLS 1.0  | ALL                           | refused  |
      | TLS 1.1  | ALL                           | refused  |
      | TLS 1.2  | ECDHE-ECDSA-AES256-GCM-SHA384 | accepted |
      | TLS 1.2  | ECDHE-ECDSA-AES128-GCM-SHA256 | refused  |
      | TLS 1.2  | ECDHE-ECDSA-CHACHA20-POLY1305 | refused  |
      | TLS 1.2  | ECDHE-ECDSA-AES256-SHA        | refused  |
      | TLS 1.2  | AES256-GCM-SHA384             | refused  |
      | TLS 1.2  | NULL                          | refused  |
      | TLS 1.3  | TLS_AES_256_GCM_SHA384        | accepted |
      | TLS 1.3  | TLS_AES_128_GCM_SHA256        | refused  |
      | TLS 1.3  | TLS_CHACHA20_POLY1305_SHA256  | refused  |

  Scenario: Plain HTTP gives a redirect and nothing else
    When plain HTTP asks for "/health", "/me" and "/oauth/token"
    Then each is a redirect to the same address by HTTPS, without a cookie
    And plain HTTP on the HTTPS port gets no data

  Scenario Outline: Browsers are told to stay with HTTPS: <path>
    Then the answer to "<path>" has Strict-Transport-Security of at least a year

    Examples:
      | path             |
      | /health          |
      | /me              |
      | /no/such/address |

  Scenario: Webhooks and makers are reached by HTTPS only
    When the operator adds a Client whose webhook address begins with "http://"
    Then the operator is told that it must be https

  Scenario: A maker with a certificate we cannot check is not talked to
    When a Client's webhook address has a certificate of an unknown issuer
    Then no message is handed over there
