@S3
Feature: S3 Passwords are strong
  At least 12 characters with a digit, both cases and a special character, not among those that are guessed first, kept as Argon2id.

  Scenario: Weak passwords
    Given Olga is invited as a director
    Then each of these is refused for Olga as a password, with the rule it breaks
      | password       | rule                  |
      | Short1!        | at least 12 characters |
      | alllowercase1! | one capital letter    |
      | NoSpecialSign1 | one special character |
      | NoDigitsHere!! | one digit             |
      | UPPERCASE-12!! | one small letter      |
      | Password123!   | guessed first         |
      | Qwertyuiop12!  | guessed first         |
      | Aaaaaaaaaaa1!  | easily guessed        |
    And the same hold when she changes it
    And with a good one her other sessions end

  Scenario: What is kept of them
    Given Olga is a director of the house
    Then neither Olga's password nor its hash can be read in the database

  Scenario: Guessing is slow, and shuts nobody out
    Given Olga is a director of the house
    When Olga signs in with her password alone
    And Olga adds her one-time code
    And a stranger tries 11 passwords on Olga's account
    Then the last of them is told to wait
    And Olga still comes in from the browser she uses
    And a quarter of an hour later from any other
    And an account that does not exist is answered just like a wrong password
