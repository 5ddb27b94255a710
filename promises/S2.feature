@S2
Feature: S2 Everybody who administers needs two factors
  No staff session without a second factor; dangerous acts ask again; nobody has a role that was not given on purpose.

  Background:
    Given Olga is a director of the house

  Scenario: The password alone
    When Olga signs in with her password alone
    Then Olga has no session
    When Olga adds her one-time code
    Then Olga has a session that scripts and other sites cannot use
    And the same code is refused the second time

  Scenario: A dangerous act asks again
    When 11 minutes pass
    And Olga invites somebody
    Then she is asked for her second factor again
    When Olga shows her second factor
    And Olga invites somebody
    Then the invitation is made, and the new account has no role

  Scenario: A passkey is a second factor
    When Olga adds a passkey
    Then she comes in with it, and its answer works once

  Scenario: The phone is lost
    When Olga comes in with a recovery code instead
    Then that recovery code works no more

  Scenario: Sessions are seen and ended
    When Olga opens a second session
    Then she sees both and ends the first
