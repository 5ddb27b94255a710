@S4
Feature: S4 Members have no password; a secure token from their portal authenticates each session
  There is nothing to log in with: a link from the portal is exchanged once for a short session, bound to that portal and person.

  Scenario: No address takes a password
    Then no published operation of the interface has a password among its fields or parameters
    And no address that usually takes passwords exists
    And no page or script that is served has a field for a Member's password

  Scenario: The session's token cannot be taken by scripts or sent unencrypted
    Given Maria is a Member of Harbour Clinic
    When Maria opens the link that Harbour Clinic made for her
    Then her session cookie is Secure, HttpOnly, SameSite and bound to this host
    And it lives 60 minutes at most
    And its value is random, of at least 128 bits, and not kept in the database as it is

  Scenario: Each token serves one audience
    Given Maria has come in from Harbour Clinic
    And Harbour Clinic holds a token
    Then Maria's session opens no address of a Client
    And Harbour Clinic's token opens no address of a Member
    And a link's token opens neither

  Scenario: A session is bound to one Client
    Given Maria has come in from Harbour Clinic
    And Ines is a Member of Bayview Clinic
    Then Maria's session shows Maria at Harbour Clinic and nobody else

  Scenario: A session can be ended
    Given Maria has come in from Harbour Clinic
    When Maria ends her session
    Then Maria's old session opens nothing

  Scenario: A session ends by itself
    Given Maria has come in from Harbour Clinic
    When 61 minutes pass
    Then Maria's old session opens nothing
    And the audit log holds the refusal "expired_session"
