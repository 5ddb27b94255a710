@S2 @wip
Feature: S2 Everybody who administers needs two factors
  No staff session without a second factor; dangerous acts ask again.

  Scenario: The password alone
    When Olga signs in with her password alone
    Then she has no session
    When she adds her one-time code
    Then she has one, and erasing a Client asks for the code again
