# The mailbox and the Wellbeing Hub wait for their rooms.
@C3
Feature: C3 People come in by telephone, mail, web, app and API
  Each contact becomes one record with its channel.

  Scenario: One person, three channels
    Given Mill Ltd, an employer with a contract and an access code
    When Anna calls, writes by the form on the web and comes by its own app
    And the helpline makes one record of the three
    Then she has three contacts, each with its channel

  @wip
  Scenario: By mail and by the hub
    When Anna makes contact by mail and by the hub
    Then there are two more contacts with their channels, of one person
