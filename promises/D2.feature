@D2
Feature: D2 Only a person whom a portal names by its User Key is served
  The portal hands over its own key for a person it has registered, and gets a link that works once, for a short time, for that
  person alone. Any other key, link or token gets nothing, and that it was tried is on record.

  Scenario: The same User Key is the same person, at one Client only
    When Harbour Clinic registers the User Key "pt-0417" twice
    Then both answers name one Member, and only the first made it
    When Bayview Clinic registers the User Key "pt-0417"
    Then that is another Member

  Scenario: A link works once
    Given Maria is a Member of Harbour Clinic
    And Harbour Clinic has made Maria a link
    When the link is opened
    Then Maria's session begins
    When the link is opened
    Then nothing is opened
    And the audit log holds the refusal "used_token" of Harbour Clinic

  Scenario: Of two who open one link at the same moment, one comes in
    Given Maria is a Member of Harbour Clinic
    And Harbour Clinic has made Maria a link
    When the link is opened ten times at once
    Then one session begins

  Scenario: A link that is too old
    Given Maria is a Member of Harbour Clinic
    And Harbour Clinic has made Maria a link
    When 16 minutes pass
    And the link is opened
    Then nothing is opened
    And the audit log holds the refusal "expired_token" of Harbour Clinic

  Scenario Outline: A link that nobody made: <what>
    When a link with the token "<token>" is opened
    Then nothing is opened
    And the audit log holds the refusal "unknown_token"

    Examples:
      | what                    | token                                       |
      | invented                | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA |
      | a word                  | let-me-in                                   |
      | an attempt to trick SQL | ' OR '1'='1                                 |

  Scenario: A Client reaches only its own Members
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    Then Bayview Clinic gets "not found" for Maria on every address that names a Member
    And the same answer as for a Member that does not exist
    And the audit log holds the refusal "foreign_tenant" of Bayview Clinic

  Scenario: A Client without the right secret
    When somebody signs in as Harbour Clinic with a wrong secret
    Then the sign-in is refused
    And the audit log holds the refusal "wrong_secret" of Harbour Clinic
    When somebody signs in as a Client that does not exist
    Then the sign-in is refused
    And the audit log holds the refusal "unknown_client"

  Scenario: A Client's token that ran out, was invented, or is missing
    Given Maria is a Member of Harbour Clinic
    And Harbour Clinic holds a token
    When 31 minutes pass
    Then that token of Harbour Clinic opens nothing
    And an invented token opens nothing
    And no token at all opens nothing
    And the audit log holds the refusal "expired_token"

  Scenario: A Member's session that ran out, or was stolen from another browser's form
    Given Maria has come in from Harbour Clinic
    When a foreign page makes Maria's browser send a change
    Then it is refused as forbidden
    And the audit log holds the refusal "cross_site"
    When 61 minutes pass
    Then Maria's old session opens nothing

  Scenario: A suspended Client
    Given Cove Clinic is a Client with a Member, Tomas
    When the operator suspends Cove Clinic
    Then Cove Clinic and Tomas get nothing
    When the operator makes Cove Clinic active again
    Then Cove Clinic finds Tomas again

  Scenario: A Client whose agreement has ended
    Given Cove Clinic is a Client with a Member, Tomas, and an agreement of 2 hours
    When 121 minutes pass
    Then Cove Clinic cannot find Tomas
