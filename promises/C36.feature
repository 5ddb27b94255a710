@C36
Feature: C36 Organisations are supported after a critical incident
  With group sessions, and individual cases by consent.

  Background:
    Given Yard Ltd, whose contract covers support after a critical incident, and its Harriet of HR
    And Harriet has told of an accident in the yard
    And a case manager has accepted it, with Clara, who is vetted, as responder

  Scenario: A group session
    When a group session is planned, and 12 people come to it
    Then Harriet sees when and where it was, and that 10 came
    And nobody's name was written down, and no individual case was opened

  Scenario: Few came
    When a group session is planned, and 4 people come to it
    Then Harriet sees when and where it was, and no number

  Scenario: Who is not vetted responds to nothing
    Then Omar, whose checks are not on file, cannot be made responder
    And Dan, who is no responder, cannot note how many came

  Scenario: A case of one's own
    When Anna, who was there, is offered a case of her own
    Then it cannot be opened before she agrees
    When Anna comes in by her link and agrees
    Then her case is opened
    And Harriet sees no more than before
    And nothing of the organisation's leads to Anna

  Scenario: Anna says no
    When Anna, who was there, is offered a case of her own
    And Anna comes in by her link and declines
    Then it cannot be opened before she agrees

  Scenario: The end
    When a group session is planned, and 12 people come to it
    And the case manager closes the incident
    Then Harriet reads a report of numbers alone
    And Clara sees the incident no more
